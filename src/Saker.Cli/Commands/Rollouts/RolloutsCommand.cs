using System.CommandLine;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;

namespace Saker.Cli.Commands.Rollouts;

/// <summary><c>saker rollouts</c>: how versions reach endpoints, and what people do about it.</summary>
internal static class RolloutsCommand
{
    public static Command Create()
    {
        var command = new Command("rollouts", "List how versions reach endpoints, and step in: hold, promote, roll back.");
        AddListing(command);
        var list = new Command("list", "List rollouts, the newest first.");
        AddListing(list);
        command.Subcommands.Add(list);
        command.Subcommands.Add(CreateShow());
        command.Subcommands.Add(RolloutWatchCommand.Create());
        foreach (var act in Acts())
            command.Subcommands.Add(act);
        command.Subcommands.Add(RolloutPolicyCommand.Create());
        return command;
    }

    /// <summary>A rollout, or the endpoint whose newest one is meant.</summary>
    public static Argument<string?> Subject() => new("rollout")
    {
        Description = "The rollout's id, or an endpoint: its open rollout, else its newest.",
        // None for the parser only: what is missing is told with what there is to name.
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>What is meant.</summary>
    /// <exception cref="SakerException">Nothing is named (invalid input).</exception>
    public static string Named(ParseResult parsed, Argument<string?> subject) => parsed.GetValue(subject)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"Name an endpoint, or the id of a rollout: saker rollouts {parsed.CommandResult.Command.Name} churn. `saker rollouts` lists them.", "rollout");

    private static void AddListing(Command command)
    {
        var endpoint = new Option<string?>("--endpoint") { Description = "Only of this endpoint." };
        var open = new Option<bool>("--open") { Description = "Only those that are open." };
        var max = CommonOptions.Max();
        var server = CommonOptions.Server(isNeeded: false);
        foreach (var option in (Option[])[endpoint, open, max, server])
            command.Options.Add(option);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var query = new RolloutSelection { Endpoint = parsed.GetValue(endpoint), Open = parsed.GetValue(open) ? true : null, Max = parsed.GetValue(max) };
            var access = new RolloutAccess(parsed.GetValue(server), platform);
            var rollouts = await access.ListAsync(query, cancellationToken);
            // Of an endpoint that is not there, none is no answer.
            if (rollouts.Count == 0 && query.Endpoint is { } named)
                await access.RequireEndpointAsync(named, cancellationToken);
            output.Write(rollouts, console => RolloutOutput.Write(console, rollouts));
            return 0;
        });
    }

    private static Command CreateShow()
    {
        var subject = Subject();
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("show", "Show a rollout: its arms, what the guards say, and what was decided.") { subject, server };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var rollout = await new RolloutAccess(parsed.GetValue(server), platform).GetAsync(Named(parsed, subject), cancellationToken);
            output.Write(rollout, console => RolloutOutput.Write(console, rollout));
            return 0;
        });
        return command;
    }

    private static IEnumerable<Command> Acts() =>
    [
        CreateAct("promote", "Go on to the next step whatever the guards say; behind the last step the candidate serves.", AuditActs.RolloutPromoted),
        CreateAct("hold", "Have it stay as it is until somebody resumes it.", AuditActs.RolloutHeld),
        CreateAct("resume", "Go on with a rollout that is held.", AuditActs.RolloutResumed),
        CreateAct("rollback", "Give all requests back to the control, from the next one on. The version is not tried again without --retry.", AuditActs.RolloutRolledBack),
        CreateAct("conclude", "End it with the arm that is to serve from now on: the candidate, or what --arm names.", AuditActs.RolloutConcluded, hasArm: true),
        CreateAct("cancel", "End it as if it had not been: the control serves, and the version may be tried again.", AuditActs.RolloutCancelled),
        CreateAct("approve", "Let a rollout begin that waits for approval, or carry out what it proposes.", AuditActs.RolloutApproved),
    ];

    private static Command CreateAct(string word, string description, string act, bool hasArm = false)
    {
        var subject = Subject();
        var reason = new Option<string?>("--reason") { Description = "Why. It is kept with the decision and in the audit." };
        var arm = new Option<string?>("--arm") { Description = "The arm, as 'saker rollouts show' lists it: control, candidate, candidate-2." };
        var revision = new Option<long?>("--revision") { Description = "Only if this is still its revision, as 'saker rollouts show' says; needed to agree to what it proposes." };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command(word, description) { subject, reason, revision, server };
        if (hasArm)
            command.Options.Add(arm);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var access = new RolloutAccess(parsed.GetValue(server), platform);
            var request = new RolloutActRequest { Reason = parsed.GetValue(reason), Revision = parsed.GetValue(revision), Arm = hasArm ? parsed.GetValue(arm) : null };
            var rollout = await access.ActAsync(Named(parsed, subject), word, act, request, cancellationToken);
            output.Write(rollout, console => console.Profile.Out.Writer.WriteLine(RolloutOutput.Say(rollout)));
            return 0;
        });
        return command;
    }
}
