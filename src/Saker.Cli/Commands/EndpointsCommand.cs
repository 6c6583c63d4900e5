using System.CommandLine;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker endpoints</c>: lists endpoints and what they serve, sets how they serve, and removes them.</summary>
internal static class EndpointsCommand
{
    public static Command Create()
    {
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("endpoints", "List endpoints and the model version that each serves.") { server };
        command.Subcommands.Add(CreateRemove());
        command.Subcommands.Add(EndpointSettingsCommand.Create());
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            if (parsed.GetValue(server) is { } address)
                Show(output, await ServerCall.RunAsync(address, client => client.ListEndpointsAsync(cancellationToken)));
            else
                Show(output, await platform.Endpoints.ListAsync(cancellationToken), await platform.Rollouts.ListAsync(new RolloutQuery { IsOpen = true, Max = RolloutQuery.MaxListed }, cancellationToken));
            return 0;
        });
        return command;
    }

    private static Command CreateRemove()
    {
        var name = new Argument<string>("name") { Description = "The endpoint." };
        var command = new Command("remove", "Remove an endpoint. What it served stays registered; a running server follows within a second.") { name };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var endpoint = parsed.GetValue(name)!;
            if (!await platform.Endpoints.RemoveAsync(endpoint, by: null, cancellationToken))
                throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'. `saker endpoints` lists them.", "name");
            await LocalAct.NoteAsync(platform, AuditActs.EndpointRemoved, endpoint);
            output.Write(new { removed = endpoint }, console => console.WriteLine($"removed {endpoint}"));
            return 0;
        });
        return command;
    }

    private static void Show(CliOutput output, IReadOnlyList<Endpoint> endpoints, IReadOnlyList<Rollout> open) => output.Write(endpoints, console =>
    {
        if (endpoints.Count == 0)
        {
            console.WriteLine("There are no endpoints yet. Deploy a model with: saker deploy ENDPOINT MODEL@ALIAS");
            return;
        }
        var table = CliOutput.Table("endpoint", "serves", "follows", "since", "rollout");
        foreach (var endpoint in endpoints)
            table.AddRow(new Text(endpoint.Name), new Text(Serves(endpoint)), new Text(endpoint.Follows is { } alias ? $"{endpoint.Model}@{alias}" : "-"), new Text(Output.Show.Time(endpoint.DeployedAt)), new Text(open.FirstOrDefault(rollout => rollout.Endpoint == endpoint.Name)?.Describe() ?? "-"));
        console.Write(table);
    });

    // What no server had in memory yet serves nobody.
    private static string Serves(Endpoint endpoint) => endpoint.Split is { IsUnproven: true, Arms: [var control, ..] } ? $"{control.Model}/{control.Version}" : $"{endpoint.Model}/{endpoint.Version}";

    /// <summary>As the server that serves them sees them.</summary>
    private static void Show(CliOutput output, IReadOnlyList<EndpointInfo> endpoints) => output.Write(endpoints, console =>
    {
        var table = CliOutput.Table("endpoint", "deployed", "state", "since", "answers", "#requests", "#errors", "#refused", "reason");
        foreach (var endpoint in endpoints)
        {
            table.AddRow(new Text(endpoint.Name), new Text($"{endpoint.Model}/{endpoint.Version}"), new Text(endpoint.State),
                new Text(endpoint.Since is { } since ? Output.Show.Time(since) : "-"), new Text(endpoint.Serving ?? "-"),
                new Text(Output.Show.Count(endpoint.Traffic.RequestCount)), new Text(Output.Show.Count(endpoint.Traffic.ErrorCount)),
                new Text(Output.Show.Count(endpoint.Traffic.RefusedCount)), new Text(endpoint.Reason ?? ""));
        }
        console.Write(table);
    });
}
