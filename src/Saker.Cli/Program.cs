using Saker.Backends.Postgres;
using Saker.Cli.Commands;

PostgresData.Register();
return await SakerCommand.Create().Parse(args).InvokeAsync();
