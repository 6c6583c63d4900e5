using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Platform.Datasets;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>
/// Takes outcomes in: what is acknowledged is durable, and joined at once where the log has the request already. What is wrong with any
/// outcome of a call keeps all of it out, and all that is wrong is named. Sending the same again changes nothing.
/// </summary>
public sealed partial class OutcomeIntake
{
    private readonly IOutcomeStore _store;
    private readonly OutcomeJoiner _joiner;
    private readonly NamedOutcomeIntake _named;
    private readonly DatasetFolders _folders;
    private readonly OutcomeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal OutcomeIntake(IOutcomeStore store, OutcomeJoiner joiner, NamedOutcomeIntake named, DatasetFolders folders, OutcomeOptions options, TimeProvider time, ILogger<OutcomeIntake> logger)
    {
        options.Validate();
        (_store, _joiner, _named, _folders, _options, _time, _logger) = (store, joiner, named, folders, options, time, logger);
    }

    /// <exception cref="SakerException">Some outcome is not possible, or there are too many; all that is wrong is named, and none was taken.</exception>
    public Task<OutcomeReceipt> AddAsync(IReadOnlyList<NewOutcome> outcomes, CancellationToken cancellationToken)
    {
        var list = NewList();
        for (var i = 0; i < outcomes.Count; i++)
            list.Add(outcomes.Count == 1 ? null : i, outcomes[i]);
        return TakeAsync(list, cancellationToken);
    }

    /// <summary>Takes an object or an array of objects, see the documentation of outcomes.</summary>
    /// <exception cref="SakerException">As of <see cref="AddAsync"/>; elements are counted from 0.</exception>
    public Task<OutcomeReceipt> AddJsonAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        var list = NewList();
        OutcomeJson.Read(utf8, list);
        return TakeAsync(list, cancellationToken);
    }

    /// <summary>Takes an object a line.</summary>
    /// <exception cref="SakerException">As of <see cref="AddAsync"/>; lines are counted from 1.</exception>
    public Task<OutcomeReceipt> AddJsonLinesAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        var list = NewList();
        OutcomeJson.ReadLines(utf8, list);
        return TakeAsync(list, cancellationToken);
    }

    /// <summary>Takes the rows of a CSV file as it comes, with the columns of <see cref="OutcomeColumns.Default"/>.</summary>
    /// <exception cref="SakerException">As of <see cref="AddAsync"/>; data rows are counted from 1. Or it is larger than <see cref="OutcomeOptions.MaxUploadBytes"/>.</exception>
    public async Task<OutcomeReceipt> AddCsvAsync(Stream content, CancellationToken cancellationToken)
    {
        using var file = await _folders.ReceiveAsync(content, _options.MaxUploadBytes, cancellationToken);
        try
        {
            return await TakeAsync(new CsvSource { Path = file.Path }, OutcomeColumns.Default, cancellationToken);
        }
        catch (SakerException exception) when (exception.Names(file.Path))
        {
            throw exception.About(file.Path, "the body", "body");
        }
    }

    /// <summary>Takes the rows of a file: anything that <see cref="DataSources"/> reads.</summary>
    /// <exception cref="SakerException">As of <see cref="AddAsync"/>; data rows are counted from 1.</exception>
    public Task<OutcomeReceipt> AddFileAsync(string path, OutcomeColumns columns, CancellationToken cancellationToken) =>
        TakeAsync(DataSources.Open(path), columns, cancellationToken);

    private async Task<OutcomeReceipt> TakeAsync(DataSource source, OutcomeColumns columns, CancellationToken cancellationToken)
    {
        // Ids and labels stay what they are, also where all of them look like numbers: 01 is not 1. Rows and times are read below, where what is wrong is named.
        if (source is CsvSource || (source is FilesSource files && files.Find().All(file => file is CsvSource)))
        {
            var schema = await source.InferSchemaAsync(cancellationToken);
            string?[] read = [columns.Id, columns.Outcome, columns.Row, columns.At, columns.Endpoint, columns.Metric];
            source = source with { Columns = read.OfType<string>().Distinct(StringComparer.Ordinal).Where(name => schema.IndexOf(name) >= 0).ToDictionary(name => name, _ => ColumnType.Text, StringComparer.Ordinal) };
        }
        var rows = await source.ReadAllAsync(cancellationToken);
        var list = NewList();
        OutcomeTable.Read(rows, columns, list);
        return await TakeAsync(list, cancellationToken);
    }

    private OutcomeList NewList() => new(_options, _time.GetUtcNow());

    private async Task<OutcomeReceipt> TakeAsync(OutcomeList list, CancellationToken cancellationToken)
    {
        var receipt = OutcomeReceipt.None;
        var all = list.ToOutcomes();
        foreach (var outcomes in all.Where(outcome => outcome.Metric is null).Chunk(OutcomeOptions.LookUpSize))
            receipt = Sum(receipt, await TakeAsync(outcomes, cancellationToken));
        foreach (var metrics in all.Where(outcome => outcome.Metric is not null).Chunk(OutcomeOptions.LookUpSize))
            receipt = Sum(receipt, await _named.TakeAsync(metrics, cancellationToken));
        return receipt;
    }

    private async Task<OutcomeReceipt> TakeAsync(NewOutcome[] outcomes, CancellationToken cancellationToken)
    {
        var added = new AddedOutcomes(0, 0, 0);
        foreach (var some in outcomes.Chunk(OutcomeOptions.BatchSize))
        {
            var more = await _store.AddAsync(some, cancellationToken);
            added = new AddedOutcomes(added.Added + more.Added, added.Repeated + more.Repeated, added.Corrected + more.Corrected);
        }
        string[] ids = [.. outcomes.Select(outcome => outcome.RequestId).Distinct(StringComparer.Ordinal)];
        var stored = await _store.FindAllAsync(ids, cancellationToken);
        if (await JoinAsync([.. stored.Where(outcome => outcome.State == OutcomeState.Unmatched)], cancellationToken) > 0)
            stored = await _store.FindAllAsync(ids, cancellationToken);
        var states = stored.ToDictionary(outcome => (outcome.RequestId, outcome.Row), outcome => outcome.State);
        int Count(params ReadOnlySpan<OutcomeState> wanted)
        {
            var count = 0;
            foreach (var outcome in outcomes)
                count += states.TryGetValue((outcome.RequestId, outcome.Row), out var state) && wanted.Contains(state) ? 1 : 0;
            return count;
        }
        return new OutcomeReceipt
        {
            ReceivedCount = outcomes.Length,
            AddedCount = added.Added,
            RepeatedCount = added.Repeated,
            CorrectedCount = added.Corrected,
            MatchedCount = Count(OutcomeState.Matched),
            UnsampledCount = Count(OutcomeState.Unsampled),
            UnmatchedCount = Count(OutcomeState.Unmatched, OutcomeState.Orphan),
        };
    }

    private async Task<int> JoinAsync(IReadOnlyList<StoredOutcome> waiting, CancellationToken cancellationToken)
    {
        try
        {
            return await _joiner.JoinAsync(waiting, since: null, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // They are durable, and joined later: whoever sent them has nothing to mend.
            LogNotJoined(exception, waiting.Count);
            return 0;
        }
    }

    private static OutcomeReceipt Sum(OutcomeReceipt one, OutcomeReceipt other) => new()
    {
        ReceivedCount = one.ReceivedCount + other.ReceivedCount,
        AddedCount = one.AddedCount + other.AddedCount,
        RepeatedCount = one.RepeatedCount + other.RepeatedCount,
        CorrectedCount = one.CorrectedCount + other.CorrectedCount,
        MatchedCount = one.MatchedCount + other.MatchedCount,
        UnsampledCount = one.UnsampledCount + other.UnsampledCount,
        UnmatchedCount = one.UnmatchedCount + other.UnmatchedCount,
    };

    [LoggerMessage(2762, LogLevel.Warning, "{Count} outcomes could not be joined to their predictions as they came; they wait")]
    private partial void LogNotJoined(Exception exception, int count);
}
