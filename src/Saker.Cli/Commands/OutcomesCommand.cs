using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Monitoring.Outcomes;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker outcomes</c>: tells what became of predictions, and shows what is known.</summary>
internal static class OutcomesCommand
{
    private const int MaxListed = 50;

    public static Command Create() =>
        new("outcomes", "Tell what became of predictions, by the ids of their requests, and show what is known.") { CreateAdd(), CreateImport(), CreateShow(), CreateList(), CreateRemove() };

    private static Command CreateAdd()
    {
        var id = new Argument<string>("id") { Description = "The id of the request that asked for the prediction." };
        var value = new Argument<string>("value") { Description = "What came: a label or a number." };
        var row = new Option<int>("--row") { Description = "Which row of the request, counted from 0." };
        var at = TimeOption.Create("--at", "When it became known, in UTC unless it says otherwise; now, unless given.");
        var endpoint = new Option<string?>("--endpoint") { Description = "The endpoint, where the id was used for several." };
        var command = new Command("add", "Tell what became of one predicted row.") { id, value, row, at, endpoint };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var outcome = new NewOutcome { RequestId = parsed.GetValue(id)!, Row = parsed.GetValue(row), Value = parsed.GetValue(value)!, At = parsed.GetValue(at)?.ToUniversalTime(), Endpoint = parsed.GetValue(endpoint) };
            return Write(output, await platform.OutcomeIntake.AddAsync([outcome], cancellationToken));
        });
        return command;
    }

    private static Command CreateImport()
    {
        var file = new Argument<string>("file") { Description = "A file with a row for each outcome: CSV, JSON lines, Parquet." };
        var usual = OutcomeColumns.Default;
        var id = new Option<string>("--id") { Description = "The column with the ids of the requests.", DefaultValueFactory = _ => usual.Id };
        var outcome = new Option<string>("--outcome") { Description = "The column with what came.", DefaultValueFactory = _ => usual.Outcome };
        var row = new Option<string?>("--row") { Description = "The column with the rows of the requests, where they have several.", DefaultValueFactory = _ => usual.Row };
        var at = new Option<string?>("--at") { Description = "The column with when it became known.", DefaultValueFactory = _ => usual.At };
        var command = new Command("import", "Take outcomes from a file. If any row is wrong, none is taken, and all that are wrong are named.") { file, id, outcome, row, at };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var columns = new OutcomeColumns { Id = parsed.GetValue(id)!, Outcome = parsed.GetValue(outcome)!, Row = parsed.GetValue(row), At = parsed.GetValue(at), Endpoint = usual.Endpoint };
            return Write(output, await platform.OutcomeIntake.AddFileAsync(parsed.GetValue(file)!, columns, cancellationToken));
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<string>("id") { Description = "The id of a request." };
        var command = new Command("show", "Show the outcomes of a request, with what they were joined to and their earlier values.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var found = await platform.Outcomes.FindAsync(parsed.GetValue(id)!, cancellationToken);
            if (found.Count == 0)
                throw new SakerException(ErrorKind.NotFound, $"There are no outcomes of the request '{parsed.GetValue(id)}'.", "id");
            output.Write(found.Select(Json), console => Write(console, found));
            return 0;
        });
        return command;
    }

    private static Command CreateList()
    {
        var endpoint = new Option<string?>("--endpoint") { Description = "Only of this endpoint." };
        var state = new Option<string?>("--state") { Description = $"Only in this state: {string.Join(", ", OutcomeStates.Names)}." };
        state.AcceptOnlyFromAmong([.. OutcomeStates.Names]);
        var max = new Option<int>("--max") { Description = "How many at most.", DefaultValueFactory = _ => MaxListed };
        var command = new Command("list", "List outcomes, the latest first.") { endpoint, state, max };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var filter = new OutcomeFilter { Endpoint = parsed.GetValue(endpoint), State = parsed.GetValue(state) is { } text ? OutcomeStates.Find(text) : null, MaxCount = parsed.GetValue(max) };
            var found = (await platform.Outcomes.ListAsync(filter, cancellationToken)).Outcomes;
            output.Write(found.Select(Json), console => Write(console, found));
            return 0;
        });
        return command;
    }

    private static Command CreateRemove()
    {
        var id = new Argument<string>("id") { Description = "The id of a request." };
        var command = new Command("remove", "Erase the outcomes of a request, with their earlier values and what they were joined to.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var removed = await platform.Outcomes.RemoveAsync(parsed.GetValue(id)!, cancellationToken);
            if (removed == 0)
                throw new SakerException(ErrorKind.NotFound, $"There are no outcomes of the request '{parsed.GetValue(id)}'.", "id");
            output.Write(new { removed }, console => console.WriteLine($"Removed {removed} outcomes."));
            return 0;
        });
        return command;
    }

    private static int Write(CliOutput output, OutcomeReceipt receipt)
    {
        output.Write(
            new { received = receipt.ReceivedCount, added = receipt.AddedCount, repeated = receipt.RepeatedCount, corrected = receipt.CorrectedCount, matched = receipt.MatchedCount, unsampled = receipt.UnsampledCount, unmatched = receipt.UnmatchedCount },
            console => console.WriteLine(
                $"{Show.Count(receipt.ReceivedCount)} outcomes: {Show.Count(receipt.AddedCount)} new, {Show.Count(receipt.RepeatedCount)} known, {Show.Count(receipt.CorrectedCount)} corrected; {Show.Count(receipt.MatchedCount)} matched, {Show.Count(receipt.UnsampledCount)} unsampled, {Show.Count(receipt.UnmatchedCount)} unmatched."));
        return 0;
    }

    private static object Json(StoredOutcome outcome) => new
    {
        requestId = outcome.RequestId,
        row = outcome.Row,
        outcome = outcome.Value,
        at = outcome.At,
        receivedAt = outcome.ReceivedAt,
        state = outcome.State.ToText(),
        endpoint = outcome.Endpoint,
        prediction = outcome.Prediction is not { } joined ? null : new { joined.Model, joined.Version, joined.At, joined.Weight, joined.Inputs, joined.Outputs },
        history = outcome.History.Select(earlier => new { outcome = earlier.Value, earlier.At, earlier.ReceivedAt }),
    };

    private static void Write(IAnsiConsole console, IReadOnlyList<StoredOutcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            console.WriteLine("There are none.");
            return;
        }
        var table = CliOutput.Table("request", "#row", "outcome", "known", "state", "endpoint", "version", "earlier");
        foreach (var one in outcomes)
        {
            string[] cells =
            [
                one.RequestId, Show.Count(one.Row), one.Value, Show.Time(one.At), one.State.ToText(), one.Endpoint ?? "",
                one.Prediction is { } joined ? $"{joined.Model}/{joined.Version}" : "", string.Join(", ", one.History.Select(earlier => earlier.Value)),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }
}
