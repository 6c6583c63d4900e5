using System.CommandLine;
using Spectre.Console;
using Saker.Cli.Output;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary><c>saker up</c>: serves the API, the endpoints and the dashboard until it is stopped.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var home = CommonOptions.Home();
        var port = CommonOptions.Port();
        var scoring = new Option<string?>("--scoring-endpoint") { Description = "The endpoint that answers MLflow's /invocations. Default: the only one there is." };
        var command = new Command("up", "Serve the API, the endpoints and the dashboard until Ctrl-C.") { home, port, scoring };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            await using var server = await SakerServer.StartAsync(Options(CommandAction.HomeOf(parsed, home).Folder, parsed.GetValue(port)) with { ScoringEndpoint = parsed.GetValue(scoring) }, cancellationToken);
            Announce(output, server);
            await server.ServeAsync(cancellationToken);
            return 0;
        });
        return command;
    }

    public static ServerOptions Options(string home, int port) => new() { Home = home, Port = port };

    public static void Announce(CliOutput output, SakerServer server)
    {
        var address = server.Address.ToString().TrimEnd('/');
        output.Write(new { listening = address }, console =>
        {
            console.WriteLine($"listening on {address}");
            console.WriteLine($"dashboard    {address}/");
            console.WriteLine($"API page     {address}/docs");
        });
    }
}
