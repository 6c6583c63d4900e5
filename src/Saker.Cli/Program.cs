using Saker.Cli.Commands;

return await SakerCommand.Create().Parse(args).InvokeAsync();
