using Saker.Backends.Postgres;
using Saker.Cli.Commands;

PostgresData.Register();
var parsed = SakerCommand.Create().Parse(args);
return DriftCommand.ExitCode(parsed, GateCommand.ExitCode(parsed, await ParseFaults.RunAsync(parsed)));
