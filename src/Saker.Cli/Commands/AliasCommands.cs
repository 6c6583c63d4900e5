using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Server.Http;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary>What <c>saker models</c> does with aliases: <c>alias</c> moves one, <c>history</c> tells what it pointed at.</summary>
internal static class AliasCommands
{
    /// <summary>The exit code when the alias has not moved, since others must approve first: neither done nor failed.</summary>
    private const int Waiting = 3;

    public static Command CreateAlias()
    {
        var model = new Argument<string>("model") { Description = "The registered model." };
        var alias = new Argument<string>("alias") { Description = "The alias, such as champion." };
        var version = new Argument<int?>("version") { Description = "The version that it points at from now on.", Arity = ArgumentArity.ZeroOrOne };
        var remove = new Option<bool>("--remove") { Description = "Take the alias away." };
        var evidence = new Option<string?>("--evidence") { Description = "Why: what was measured, who decided. It is kept with the move." };
        var reason = new Option<string?>("--override") { Description = "Why it moves although the version's gates did not pass. It is kept with the move." };
        var retry = new Option<string?>("--retry") { Description = "Why the version comes to endpoints that follow the alias although it was rolled back there." };
        var command = new Command("alias", "Point an alias at a version; endpoints that follow it serve that version. Where the alias is protected, ask for approval.") { model, alias, version, remove, evidence, reason, retry };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var change = new AliasChange { Model = parsed.GetValue(model)!, Alias = parsed.GetValue(alias)!, Version = parsed.GetValue(version), Evidence = parsed.GetValue(evidence), Override = parsed.GetValue(reason), Retry = parsed.GetValue(retry) };
            if (parsed.GetValue(remove) == change.Version is not null)
                throw new SakerException(ErrorKind.InvalidInput, "Give the version that the alias points at from now on, or --remove to take it away.", "version");
            var outcome = await platform.Registry.MoveAliasAsync(change, cancellationToken);
            var to = change.Version is { } number ? $"{change.Model}/{number.ToString(CultureInfo.InvariantCulture)}" : "nothing";
            await LocalAct.NoteAsync(platform, AuditActs.AliasMoved, $"{change.Model}@{change.Alias} to {to}", Note(outcome));
            var open = outcome.Request is null ? await platform.RolloutReader.ListOpenAsync(cancellationToken) : [];
            List<RolloutInfo> begun = [.. open.Where(look => look.IsBroughtBy(change)).Select(RolloutWire.ToInfo)];
            var left = outcome.Request is null && change.Version is not null ? await LeftAsync(platform, change, open, cancellationToken) : [];
            output.Write(
                new { model = change.Model, alias = change.Alias, version = change.Version, request = outcome.Request?.Id, rollouts = begun.Select(rollout => rollout.Id), left = left.Select(endpoint => endpoint.Name) },
                console =>
                {
                    console.WriteLine(outcome.Request?.Explain() ?? $"{change.Model}@{change.Alias} is {to}");
                    foreach (var rollout in begun)
                        console.Profile.Out.Writer.WriteLine(RolloutOutput.Deployed(rollout, followed: null));
                    foreach (var endpoint in left)
                        console.Profile.Out.Writer.WriteLine($"{endpoint.Name} goes on serving {endpoint.Model}/{endpoint.Version.ToString(CultureInfo.InvariantCulture)}: no rollout of {to} begins by itself there, as after a roll-back. To try it again: saker deploy {endpoint.Name} {change.Model}@{change.Alias} --retry WHY");
                });
            return outcome.Request is null ? 0 : Waiting;
        });
        return command;
    }

    /// <summary>Endpoints that follow the alias and neither serve its version nor are on their way to it.</summary>
    private static async Task<List<Endpoint>> LeftAsync(SakerPlatform platform, AliasChange change, IReadOnlyList<RolloutLook> open, CancellationToken cancellationToken)
    {
        var busy = open.Select(look => look.Rollout.Endpoint).ToHashSet(StringComparer.Ordinal);
        return [.. (await platform.Endpoints.ListAsync(cancellationToken)).Where(endpoint => (endpoint.Model, endpoint.Follows) == (change.Model, change.Alias) && endpoint.Version != change.Version && !busy.Contains(endpoint.Name))];
    }

    private static string? Note(AliasOutcome outcome)
    {
        var waits = outcome.Request is { } request ? $"request {request.Id} waits for approval" : null;
        return AuditDetails.Overridden(outcome.Override) is { } overridden ? $"{overridden}{(waits is null ? "" : $"; {waits}")}" : waits;
    }

    public static Command CreateHistory()
    {
        var model = new Argument<string>("model") { Description = "The registered model." };
        var alias = new Option<string?>("--alias") { Description = "Only this alias, such as champion." };
        var at = new Option<string?>("--at") { Description = "Only what held then: a day such as 2026-05-03 (UTC), or a moment such as 2026-05-03T12:00:00Z." };
        var command = new Command("history", "Tell what aliases pointed at, when, by whom and why.") { model, alias, at };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(model)!;
            if (await platform.Registry.FindAsync(name, cancellationToken) is null)
                throw new SakerException(ErrorKind.NotFound, $"There is no model '{name}'. `saker models` lists them.", "model");
            var moment = parsed.GetValue(at) is { } text ? AliasMoment.Parse(text) : null;
            var wanted = parsed.GetValue(alias);
            List<AliasMove> moves = [.. (await platform.Registry.ListAliasMovesAsync(name, cancellationToken)).Where(move => (wanted is null || move.Alias == wanted) && moment?.Includes(move) != false)];
            output.Write(moves, console => ShowMoves(console, moves));
            return 0;
        });
        return command;
    }

    private static void ShowMoves(IAnsiConsole console, IReadOnlyList<AliasMove> moves)
    {
        if (moves.Count == 0)
        {
            console.WriteLine("Nothing.");
            return;
        }
        var table = CliOutput.Table("alias", "version", "from", "until", "by", "approved by", "evidence");
        foreach (var move in moves)
        {
            table.AddRow(new Text(move.Alias), new Text(move.To is { } to ? $"{move.Model}/{to}" : "taken away"), new Text(Show.Time(move.At)), new Text(move.Until is { } until ? Show.Time(until) : "now"),
                new Text(move.By), new Text(move.ApprovedBy.Count == 0 ? "-" : string.Join(", ", move.ApprovedBy)), new Text(move.Override is { } reason ? $"{move.Evidence} Gates overridden: {reason}".Trim() : move.Evidence ?? ""));
        }
        console.Write(table);
    }
}
