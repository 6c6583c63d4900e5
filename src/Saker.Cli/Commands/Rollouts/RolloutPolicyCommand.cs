using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Rollouts;
using Spectre.Console;

namespace Saker.Cli.Commands.Rollouts;

/// <summary><c>saker rollouts policy ENDPOINT FILE|show|off|KEY=VALUE ...</c>: how versions come to an endpoint where nobody says otherwise.</summary>
internal static class RolloutPolicyCommand
{
    private const string ShowWord = "show";
    private const string OffWord = "off";

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var what = new Argument<string[]>("what") { Description = "A YAML file with all settings, changes such as strategy=canary min_time=10m, 'show' (default), or 'off'.", Arity = ArgumentArity.ZeroOrMore };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("policy", "Set, show or end how versions come to an endpoint where nobody says otherwise, as when an alias moves.") { endpoint, what, server };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var (name, words, address) = (parsed.GetValue(endpoint)!, parsed.GetValue(what) ?? [], parsed.GetValue(server));
            await new RolloutAccess(address, platform).RequireEndpointAsync(name, cancellationToken);
            if (words is [] or [ShowWord])
                Show(output, name, await GetAsync(platform, address, name, cancellationToken));
            else if (words is [OffWord])
                await EndAsync(platform, address, name, output, cancellationToken);
            else
                await ChangeAsync(platform, address, name, await ReadAsync(words, () => GetAsync(platform, address, name, cancellationToken), cancellationToken), output, cancellationToken);
            return 0;
        });
        return command;
    }

    /// <summary>The policy; null where there is none.</summary>
    private static async Task<RolloutSettings?> GetAsync(SakerPlatform platform, Uri? server, string endpoint, CancellationToken cancellationToken)
    {
        if (server is null)
            return (await platform.Rollouts.FindPolicyAsync(endpoint, cancellationToken))?.Settings;
        var policy = await ServerCall.RunAsync(server, client => client.Rollouts.GetPolicyAsync(endpoint, cancellationToken));
        // It may have been set before what is refused now was.
        return policy.Settings is { } settings ? RolloutSettingsPatch.ReadJson(Encoding.UTF8.GetBytes(settings.ToJsonString())).Apply(new RolloutSettings()) : null;
    }

    /// <summary>Sets it, in a home or on a server.</summary>
    private static async Task SetAsync(SakerPlatform platform, Uri? server, string endpoint, RolloutSettings settings, CancellationToken cancellationToken)
    {
        var json = RolloutSettingsText.WriteJson(settings);
        if (server is not null)
        {
            await ServerCall.RunAsync(server, client => client.Rollouts.SetPolicyAsync(endpoint, JsonNode.Parse(json)!.AsObject(), cancellationToken));
        }
        else
        {
            await platform.Rollouts.SetPolicyAsync(endpoint, settings, by: null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.RolloutPolicySet, endpoint, Encoding.UTF8.GetString(json));
        }
    }

    private static async Task ChangeAsync(SakerPlatform platform, Uri? server, string endpoint, RolloutSettings settings, CliOutput output, CancellationToken cancellationToken)
    {
        await SetAsync(platform, server, endpoint, settings, cancellationToken);
        Show(output, endpoint, settings);
    }

    private static async Task EndAsync(SakerPlatform platform, Uri? server, string endpoint, CliOutput output, CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            await ServerCall.RunAsync(server, async client =>
            {
                await client.Rollouts.RemovePolicyAsync(endpoint, cancellationToken);
                return true;
            });
        }
        else if (await platform.Rollouts.RemovePolicyAsync(endpoint, by: null, cancellationToken))
        {
            await LocalAct.NoteAsync(platform, AuditActs.RolloutPolicySet, endpoint, "off");
        }
        Show(output, endpoint, policy: null);
    }

    private static void Show(CliOutput output, string endpoint, RolloutSettings? policy) => output.Write(
        policy is null ? new { } : JsonNode.Parse(RolloutSettingsText.WriteJson(policy))!,
        // Not through the console, which breaks long lines: what is shown is a file that sets it again.
        console => console.Profile.Out.Writer.Write(policy is null
            ? $"{endpoint} has no policy: versions come to it blue-green.\n"
            : (policy.Strategy is null ? "# strategy: blue-green, where something serves: no other is set.\n" : "") + RolloutSettingsText.WriteYaml(policy)));

    private static async Task<RolloutSettings> ReadAsync(string[] words, Func<Task<RolloutSettings?>> get, CancellationToken cancellationToken)
    {
        if (words is [var file] && !file.Contains('=', StringComparison.Ordinal))
            return RolloutSettingsText.ReadYaml(await RolloutFlags.ReadAsync(new FileInfo(file), cancellationToken));
        return RolloutSettingsPatch.OfAssignments(words).Apply(await get() ?? new RolloutSettings());
    }
}
