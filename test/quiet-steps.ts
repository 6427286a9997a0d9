// Decides how the demonstration's steps are played in tests: on the clock they are given, without their lines.
import { DemoSteps } from '../simulator/demo-steps.ts';

/** The demonstration's steps, without their lines. */
export class QuietSteps extends DemoSteps {
  override say(): void {}
}
