import { Unsupported } from '../http/input/unsupported.decorator';

/** With what a job is played. Passed over, a deployment would start without what it was to be told. */
@Unsupported({ job_variables_attributes: 'a job has the variables of its configuration and of its pipeline' })
export class PlayJobDto {}
