using System.CommandLine;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Client;

namespace Saker.Cli.Commands.Rollouts;

/// <summary><c>saker deploy plan ENDPOINT</c>: how many requests and how long a rollout needs.</summary>
internal static class DeployPlanCommand
{
    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var factor = new Option<double?>("--factor") { Description = "By what factor errors, refusals and fallback answers grow. Default: 2." };
        var latency = new Option<double?>("--latency-factor") { Description = "By what factor latencies grow. Default: 1.3." };
        var shift = new Option<double?>("--shift") { Description = "By how many standard deviations scores shift. Default: 0.1." };
        var difference = new Option<double?>("--error-difference") { Description = "How much more wrong predictions turn out, in the unit of the error. Default: 0.02." };
        var candidates = new Option<int?>("--candidates") { Description = "How many candidates there would be. Default: 1." };
        var look = new Option<string?>("--look") { Description = "How far back traffic is looked at. Default: 7d." };
        var rate = new Option<double?>("--requests-per-second") { Description = "Plan with these in place of those that there were." };
        var errors = new Option<double?>("--error-rate") { Description = "Plan with this share of failing requests in place of what there was." };
        var server = CommonOptions.Server(isNeeded: false);
        var flags = new RolloutFlags(isPlan: true);
        var command = new Command("plan", "Tell how many requests and how long a rollout needs to see an effect, by the endpoint's own traffic.") { endpoint, factor, latency, shift, difference, candidates, look, rate, errors, server };
        flags.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var patch = await flags.ReadAsync(parsed, cancellationToken);
            var request = new RolloutPlanRequest
            {
                Settings = patch is null ? null : JsonNode.Parse(patch.ToJson())!.AsObject(),
                Candidates = parsed.GetValue(candidates),
                Factor = parsed.GetValue(factor),
                LatencyFactor = parsed.GetValue(latency),
                Shift = parsed.GetValue(shift),
                ErrorDifference = parsed.GetValue(difference),
                Look = parsed.GetValue(look),
                RequestsPerSecond = parsed.GetValue(rate),
                ErrorRate = parsed.GetValue(errors),
            };
            var plan = await new RolloutAccess(parsed.GetValue(server), platform).PlanAsync(parsed.GetValue(endpoint)!, request, cancellationToken);
            output.Write(plan, console => RolloutPlanOutput.Write(console, plan));
            return 0;
        });
        return command;
    }
}
