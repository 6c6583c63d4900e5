using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Retraining;
using Saker.Server.Http;

namespace Saker.Cli.Commands;

/// <summary><c>saker retrain ENDPOINT</c>: trains an endpoint's model again; below it, when that happens by itself and how it went.</summary>
internal static class RetrainCommand
{
    /// <summary>The exit code when it was waited for and nothing can be served that was not before.</summary>
    private const int NothingGood = 1;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        // Optional for the parser only, for which the commands below come without one.
        var endpoint = new Argument<string?>("endpoint") { Description = "The endpoint whose model is trained again.", Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string?>("--reason") { Description = "Why. It is kept with the run and the version." };
        var wait = new Option<bool>("--wait") { Description = "Wait for the result; what no server takes up is trained here. Exit code 1 when it was refused, or failed." };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("retrain", "Train an endpoint's model again: run its version's own pipeline over fresh rows, and propose what passes. A running server (saker up) takes it up.") { endpoint, reason, wait, server };
        command.Subcommands.Add(RetrainPolicyCommand.Create());
        command.Subcommands.Add(CreateHistory());
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(endpoint) ?? throw new SakerException(ErrorKind.InvalidInput, "Name the endpoint: saker retrain ENDPOINT. `saker endpoints` lists them.", "endpoint");
            return parsed.GetValue(server) is { } address
                ? await RunAsync(address, name, parsed.GetValue(reason), parsed.GetValue(wait), output, cancellationToken)
                : await RunAsync(platform, name, parsed.GetValue(reason), parsed.GetValue(wait), output, cancellationToken);
        });
        return command;
    }

    private static Command CreateHistory()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var max = CommonOptions.Max();
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("history", "List attempts to train an endpoint's model again, the newest first, with their reasons and results.") { endpoint, max, server };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(endpoint)!;
            var attempts = parsed.GetValue(server) is { } address
                ? await ServerCall.RunAsync(address, client => client.Retraining.ListAttemptsAsync(name, parsed.GetValue(max), cancellationToken))
                : [.. (await platform.Retraining.GetAsync(name, parsed.GetValue(max), cancellationToken)).Attempts.Select(RetrainingWire.ToInfo)];
            output.Write(attempts, console => RetrainingOutput.Write(console, attempts));
            return 0;
        });
        return command;
    }

    private static async Task<int> RunAsync(SakerPlatform platform, string endpoint, string? reason, bool waits, CliOutput output, CancellationToken cancellationToken)
    {
        // One that was asked for before, and that no server has taken up, is what is waited for.
        var waiting = (await platform.Retraining.GetAsync(endpoint, 1, cancellationToken)).Attempts.FirstOrDefault(known => known.State == RetrainingState.Waiting);
        var attempt = waits && waiting is not null ? waiting : await platform.Retraining.RequestAsync(endpoint, reason, by: null, cancellationToken);
        if (attempt != waiting)
            await LocalAct.NoteAsync(platform, AuditActs.RetrainingRequested, endpoint, $"attempt {attempt.Id}");
        if (waits)
            attempt = await platform.Retraining.CompleteAsync(attempt.Id, cancellationToken);
        return Show(output, attempt.ToInfo());
    }

    private static Task<int> RunAsync(Uri server, string endpoint, string? reason, bool waits, CliOutput output, CancellationToken cancellationToken) => ServerCall.RunAsync(server, async client =>
    {
        var attempt = await client.Retraining.RequestAsync(endpoint, reason, cancellationToken);
        while (waits && attempt.EndedAt is null)
        {
            await Task.Delay(s_look, TimeProvider.System, cancellationToken);
            attempt = await client.Retraining.GetAttemptAsync(endpoint, attempt.Id, cancellationToken);
        }
        return Show(output, attempt);
    });

    private static int Show(CliOutput output, RetrainingAttemptInfo attempt)
    {
        output.Write(attempt, console => console.Profile.Out.Writer.WriteLine(RetrainingOutput.Say(attempt)));
        return attempt.State is "refused" or "failed" or "lost" ? NothingGood : 0;
    }
}
