using System.Threading.Channels;
using Saker.Data.Sources;

namespace Saker.Data.Checks.Reports;

/// <summary>Violations as Parquet. Who adds waits when the writer is two batches behind.</summary>
internal sealed class ParquetViolationFile : ViolationFile
{
    private const int BatchRows = 8_192;

    private readonly Channel<Table> _batches = Channel.CreateBounded<Table>(2);
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<string> _key;
    private readonly string[] _names;
    private readonly List<Violation> _pending = [];
    private readonly Task _written;

    public ParquetViolationFile(string path, IReadOnlyList<string> key)
        : base(path)
    {
        _key = key;
        _names = [.. ViolationColumns.Names(key)];
        var schema = new Schema(_names.Select((name, i) => new ColumnSchema(name, i == ViolationColumns.Row ? ColumnType.Int64 : ColumnType.Text, true)));
        _written = ParquetWriter.WriteAsync(FullPath, schema, _batches.Reader.ReadAllAsync(_stop.Token), _stop.Token);
    }

    public override async Task CompleteAsync()
    {
        Flush();
        _batches.Writer.Complete();
        await _written.ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _written.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or SakerException)
        {
            // It was given up, or what failed was told where it was added.
        }
        _stop.Dispose();
    }

    private protected override void Write(Violation violation)
    {
        _pending.Add(violation);
        if (_pending.Count == BatchRows)
            Flush();
    }

    private void Flush()
    {
        if (_pending.Count == 0)
            return;
        var batch = ToTable();
        _pending.Clear();
        while (!_batches.Writer.TryWrite(batch))
        {
            // The scan runs on a thread of its own, which has nothing else to do than to wait. A writer that failed reads no more.
            var room = _batches.Writer.WaitToWriteAsync(_stop.Token).AsTask();
            Task.WaitAny(room, _written);
            if (_written.IsCompleted)
                _written.GetAwaiter().GetResult();
        }
    }

    private Table ToTable()
    {
        var texts = _pending.Select(violation => ViolationColumns.Texts(violation, _key.Count)).ToArray();
        return new Table(_names.Select((name, i) => i == ViolationColumns.Row
            ? new Column<long>(name, _pending.Select(violation => violation.Row ?? 0).ToArray(), Validity.From(_pending.Count, row => _pending[row].Row is not null))
            : (Column)Column.OfText(name, [.. texts.Select(line => line[i])])));
    }
}
