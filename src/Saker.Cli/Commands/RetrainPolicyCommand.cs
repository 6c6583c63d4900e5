using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Pipelines.Policies;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker retrain policy ENDPOINT FILE|show|off</c>: when an endpoint's model is trained again by itself.</summary>
internal static class RetrainPolicyCommand
{
    private const string ShowWord = "show";
    private const string OffWord = "off";

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var what = new Argument<string>("what") { Description = "A YAML file with the policy to set, 'show' (default), or 'off'.", DefaultValueFactory = _ => ShowWord };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("policy", "Set, show or end when an endpoint's model is trained again by itself.") { endpoint, what, server };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var (name, word, address) = (parsed.GetValue(endpoint)!, parsed.GetValue(what)!, parsed.GetValue(server));
            if (word == OffWord)
                await EndAsync(platform, address, name, output, cancellationToken);
            else if (word == ShowWord)
                await ShowAsync(platform, address, name, output, cancellationToken);
            else
                await SetAsync(platform, address, name, await ReadAsync(word, cancellationToken), output, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task EndAsync(SakerPlatform platform, Uri? server, string endpoint, CliOutput output, CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            await ServerCall.RunAsync(server, async client =>
            {
                await client.Retraining.RemoveAsync(endpoint, cancellationToken);
                return true;
            });
        }
        else if (await platform.Retraining.RemovePolicyAsync(endpoint, cancellationToken))
        {
            await LocalAct.NoteAsync(platform, AuditActs.RetrainingSet, endpoint, "off");
        }
        output.Write(new { endpoint, policy = (object?)null }, console => console.WriteLine($"{endpoint}: trained again only when somebody asks"));
    }

    private static async Task SetAsync(SakerPlatform platform, Uri? server, string endpoint, RetrainingPolicy policy, CliOutput output, CancellationToken cancellationToken)
    {
        var json = RetrainingPolicyText.WriteJson(policy);
        if (server is not null)
        {
            var info = JsonSerializer.Deserialize(json, SakerJson.Default.RetrainingPolicyInfo)!;
            await ServerCall.RunAsync(server, client => client.Retraining.SetAsync(endpoint, info, cancellationToken));
        }
        else
        {
            await platform.Retraining.SetPolicyAsync(endpoint, policy, by: null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.RetrainingSet, endpoint, Encoding.UTF8.GetString(json));
        }
        output.Write(JsonNode.Parse(json)!, console => RetrainingOutput.Write(console, endpoint, policy));
    }

    private static async Task ShowAsync(SakerPlatform platform, Uri? server, string endpoint, CliOutput output, CancellationToken cancellationToken)
    {
        RetrainingPolicy? policy;
        if (server is null)
        {
            policy = (await platform.Retraining.GetAsync(endpoint, 1, cancellationToken)).Policy?.Policy;
        }
        else
        {
            var info = await ServerCall.RunAsync(server, client => client.Retraining.GetAsync(endpoint, cancellationToken));
            policy = info.Policy is { } given ? RetrainingPolicyText.ReadJson(JsonSerializer.SerializeToUtf8Bytes(given, SakerJson.Default.RetrainingPolicyInfo)) : null;
        }
        output.Write(policy is null ? new { } : JsonNode.Parse(RetrainingPolicyText.WriteJson(policy))!, console => console.Profile.Out.Writer.Write(policy is null
            ? $"{endpoint} has no policy: its model is trained again only when somebody asks.\n"
            // A file that sets it again.
            : string.Concat(policy.Explain().Select(line => $"# {line}\n")) + RetrainingPolicyText.WriteYaml(policy)));
    }

    private static async Task<RetrainingPolicy> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return RetrainingPolicyText.ReadYaml(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"'{file}' cannot be read: {exception.Message}", "what", exception);
        }
    }
}
