export { ReceiverModule } from './lib/receiver.module';
