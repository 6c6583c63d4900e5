using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;

namespace Saker.Cli.Commands.Rollouts;

/// <summary><c>saker deploy simulate [ENDPOINT] MODEL</c>: tries a rollout out on logged traffic.</summary>
internal static class DeploySimulateCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("names") { Description = "The endpoint (left out, it is the one of the model), and the version that would come; several for an A/B test or a bandit.", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string?>("--from") { Description = "Requests from then on, such as 2026-01-02T15:04:05Z. Default: a day before --to." };
        var to = new Option<string?>("--to") { Description = "Requests before then. Default: now." };
        var max = new Option<int?>("--max-requests") { Description = "The most requests, of which the latest are taken. Default: 20000." };
        var server = CommonOptions.Server(isNeeded: false);
        var flags = new RolloutFlags(isPlan: true);
        var command = new Command("simulate", "Tell what would have become of a rollout on the requests that the prediction log kept. Nothing is changed.") { names, from, to, max, server };
        flags.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var access = new RolloutAccess(parsed.GetValue(server), platform);
            var (endpoint, models) = await access.ReadNamesAsync(parsed.GetValue(names)!, cancellationToken);
            var patch = await flags.ReadAsync(parsed, cancellationToken);
            var request = new SimulateRolloutRequest
            {
                Models = models,
                Settings = patch is null ? null : JsonNode.Parse(patch.ToJson())!.AsObject(),
                From = Time(parsed.GetValue(from), "from"),
                To = Time(parsed.GetValue(to), "to"),
                MaxRequests = parsed.GetValue(max),
            };
            var simulation = await access.SimulateAsync(endpoint, request, cancellationToken);
            output.Write(simulation, console => RolloutPlanOutput.Write(console, simulation));
            return 0;
        });
        return command;
    }

    private static DateTimeOffset? Time(string? text, string field) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no time; write one such as 2026-01-02T15:04:05Z.", field);
}
