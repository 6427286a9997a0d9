// Decides by which gateway this installation sends short messages: the configured one, else a file in its data folder.
import { noticeSettings } from './config.ts';
import { fileGateway } from './notice/file-gateway-client.ts';
import type { Gateway } from './notice/gateway.ts';
import { httpGateway } from './notice/http-gateway-client.ts';

/** The gateway of the installation in a data folder. */
export function gatewayOf(dataDir: string): Gateway {
  const { gateway } = noticeSettings();
  return gateway === null ? fileGateway(dataDir) : httpGateway(gateway);
}

/** Messages a minute at most. */
export const noticesPerMinute = (): number => noticeSettings().perMinute;
