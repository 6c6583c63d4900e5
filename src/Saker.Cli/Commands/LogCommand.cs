using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Sinks;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Monitoring.Log;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker log</c>: what was asked of endpoints and what they answered.</summary>
internal static class LogCommand
{
    private static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var selection = new LogSelectionOptions();
        var max = new Option<int>("--limit") { Description = "How many at most, the latest first.", DefaultValueFactory = _ => 20 };
        var page = new Option<string?>("--page") { Description = "Where to begin: what the page before gave as next." };
        var follow = new Option<bool>("--follow") { Description = "Go on with new requests as they come, until interrupted." };
        var command = new Command("log", "List requests of endpoints, the latest first: facts of all, and the rows of a sample.") { max, page, follow };
        selection.AddTo(command, isNeeded: false);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var filter = selection.Read(parsed, TimeProvider.System) with { MaxCount = parsed.GetValue(max), Page = parsed.GetValue(page) };
            var found = await platform.Log.QueryAsync(filter, cancellationToken);
            if (parsed.GetValue(follow))
                return await FollowAsync(platform, output, filter with { Page = null }, found.Predictions, cancellationToken);
            output.Write(new { predictions = found.Predictions.Select(LogOutput.Json), next = found.NextPage }, console => LogOutput.Write(console, found));
            return 0;
        });
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Export());
        command.Subcommands.Add(Erase());
        command.Subcommands.Add(Status());
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "The request's id: what the client sent, or what the answer's header X-Request-Id said." };
        var command = new Command("show", "Show one request with its sampled rows.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var found = (await platform.Log.FindAsync([parsed.GetValue(id)!], cancellationToken)).MaxBy(prediction => prediction.At)
                ?? throw new SakerException(ErrorKind.NotFound, $"The prediction log has no request '{parsed.GetValue(id)}'. `saker log` lists the latest.", "id");
            output.Write(LogOutput.Json(found), console => LogOutput.Write(console, found));
            return 0;
        });
        return command;
    }

    private static Command Export()
    {
        var selection = new LogSelectionOptions();
        var to = new Option<string?>("--to") { Description = "A file: .csv, .tsv, .jsonl, .parquet, .sqlite." };
        var dataset = new Option<string?>("--dataset") { Description = "A dataset, which gets the rows as its next version." };
        var command = new Command("export", "Give the sampled rows of an endpoint's requests away, as a file or a dataset.") { to, dataset };
        selection.AddTo(command, isNeeded: true);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var filter = selection.Read(parsed, TimeProvider.System);
            var (path, name) = (parsed.GetValue(to), parsed.GetValue(dataset));
            if (path is null == name is null)
                throw new SakerException(ErrorKind.InvalidInput, "Say where to: --to FILE or --dataset NAME.", "to");
            var (rows, target) = path is not null
                ? (await platform.LogExport.WriteAsync(filter, DataSinks.Open(path, table: null, replace: false), cancellationToken), path)
                : await StoreAsync(platform, filter, name!, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.LogExported, filter.Endpoint!, $"{rows} rows to {target}");
            output.Write(new { rows, to = target }, console => console.WriteLine($"{rows:N0} rows of {filter.Endpoint} are in {target}"));
            return 0;
        });
        return command;
    }

    private static Command Erase()
    {
        var selection = new LogSelectionOptions();
        var ids = new Option<string[]>("--id") { Description = "A request's id; may be repeated." };
        var all = new Option<bool>("--all") { Description = "Erase all requests of the endpoint, with the outcomes joined to them." };
        var command = new Command("erase", "Take requests out of the log for good, with the outcomes joined to them, by their ids or by what they have in common.") { ids, all };
        selection.AddTo(command, isNeeded: false);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var filter = selection.Read(parsed, TimeProvider.System);
            var listed = parsed.GetValue(ids) ?? [];
            if (listed.Length > 0 == (filter != new LogFilter()))
                throw new SakerException(ErrorKind.InvalidInput, "Say what to erase: --id, or an endpoint, a time or a filter; not both.", "id");
            if (parsed.GetValue(all) != (filter.Endpoint is not null && filter == new LogFilter { Endpoint = filter.Endpoint }))
                throw new SakerException(ErrorKind.InvalidInput, "An endpoint alone means all of its requests: say --all for that, or a time, a version or a filter; with those --all means nothing.", "all");
            var erased = await (listed.Length > 0 ? platform.LogEraser.EraseAsync(listed, cancellationToken) : platform.LogEraser.EraseAsync(filter, cancellationToken));
            await LocalAct.NoteAsync(platform, AuditActs.LogErased, filter.Endpoint ?? "", $"{erased.RequestCount} requests");
            output.Write(new { requests = erased.RequestCount, segments = erased.SegmentCount }, console => console.WriteLine($"{erased.RequestCount:N0} requests are erased"));
            return 0;
        });
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "Tell how large the log is, since when, and what was removed.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var status = await platform.Log.GetStatusAsync(cancellationToken);
            output.Write(status, console => LogOutput.Write(console, status));
            return 0;
        });
        return command;
    }

    private static async Task<(long Rows, string Target)> StoreAsync(SakerPlatform platform, LogFilter filter, string name, CancellationToken cancellationToken)
    {
        var added = await platform.LogExport.AddAsync(filter, name, by: null, cancellationToken);
        return (added.Version.RowCount, added.Version.Reference);
    }

    /// <summary>Shows what is there, the oldest first, and then what comes.</summary>
    private static async Task<int> FollowAsync(SakerPlatform platform, CliOutput output, LogFilter filter, IReadOnlyList<LoggedPrediction> first, CancellationToken cancellationToken)
    {
        HashSet<(string, DateTimeOffset)> shown = [];
        var news = first;
        var from = filter.From;
        while (true)
        {
            foreach (var prediction in news.Reverse().Where(prediction => shown.Add((prediction.RequestId, prediction.At))))
                output.Write(LogOutput.Json(prediction), console => console.WriteLine(LogOutput.Line(prediction)));
            // What ended at about the same time may arrive later, from another thread.
            if (news.Count > 0)
                from = news[0].At - TimeSpan.FromSeconds(5);
            await Task.Delay(FollowEvery, cancellationToken);
            news = (await platform.Log.QueryAsync(filter with { From = from, MaxCount = LogFilter.MaxPage }, cancellationToken)).Predictions;
            if (shown.Count > 4 * LogFilter.MaxPage)
                shown = [.. news.Select(prediction => (prediction.RequestId, prediction.At)).Where(shown.Contains)];
        }
    }
}
