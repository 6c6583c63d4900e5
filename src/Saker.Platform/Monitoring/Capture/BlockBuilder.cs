using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Saker.Data;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gathers the captured requests of one <see cref="BlockKey"/>. For one thread.</summary>
internal sealed class BlockBuilder(BlockKey key)
{
    private readonly ColumnGatherer[] _inputs = [.. key.Source.Inputs.Select(ColumnGatherer.For)];
    private readonly ColumnGatherer[] _outputs = [.. key.Source.Outputs.Select(ColumnGatherer.For)];
    private List<CapturedRequest> _requests = [];
    private int _rows;

    /// <summary>Rows or requests, whichever are more.</summary>
    public int Size => Math.Max(_rows, _requests.Count);

    /// <summary>Begun blocks that got nothing since they were last asked for.</summary>
    public bool IsIdle { get; private set; }

    /// <param name="header">The record's fixed part.</param>
    /// <param name="record">All of it.</param>
    /// <param name="takesRows">Whether its rows are wanted.</param>
    public void Add(in RecordHeader header, ReadOnlySpan<byte> record, bool takesRows)
    {
        var at = Unsafe.SizeOf<RecordHeader>();
        var id = Encoding.UTF8.GetString(record.Slice(at, header.IdBytes));
        at += header.IdBytes;
        var reason = header.ReasonBytes == 0 ? null : Encoding.UTF8.GetString(record.Slice(at, header.ReasonBytes));
        at += header.ReasonBytes + header.ModelBytes;
        var hasRows = takesRows && header.Flags.HasFlag(RecordFlags.HasRows);
        _requests.Add(new CapturedRequest
        {
            RequestId = id,
            TraceId = header.Flags.HasFlag(RecordFlags.HasTrace) ? TraceOf(header) : default,
            At = new DateTimeOffset(header.AtTicks, TimeSpan.Zero),
            RowCount = header.RowCount,
            FirstRow = hasRows ? _rows : -1,
            RowsLeft = takesRows && (header.Flags & RecordFlags.RowsLeft) != 0,
            IsForSampleOnly = hasRows && (header.Flags & RecordFlags.ForProfile) == 0,
            Step = CaptureNames.Step(header.Step),
            StepReason = reason,
            IsFromCache = header.Flags.HasFlag(RecordFlags.IsFromCache),
            WarningCount = header.WarningCount,
            MendedCount = header.MendedCount,
            Arm = header.Arm,
            Error = CaptureNames.Error(header.Error),
            IsRefused = header.Flags.HasFlag(RecordFlags.IsRefused),
            QueueMicroseconds = header.QueueMicroseconds,
            ComputeMicroseconds = header.ComputeMicroseconds,
            TotalMicroseconds = header.TotalMicroseconds,
        });
        IsIdle = false;
        if (!hasRows)
            return;
        foreach (var column in _inputs)
            at += column.Read(record[at..], header.RowCount);
        foreach (var column in _outputs)
            at += column.Read(record[at..], header.RowCount);
        _rows += header.RowCount;
    }

    /// <summary>The block of what was added, which begins anew; null when there is nothing.</summary>
    public CapturedBlock? Take()
    {
        if (_requests.Count == 0)
        {
            IsIdle = true;
            return null;
        }
        var source = key.Source;
        var (first, last) = Span(_requests);
        var block = new CapturedBlock
        {
            Endpoint = source.Endpoint,
            IsEndpoint = source.IsEndpoint,
            Model = key.Model,
            Version = key.Version,
            Asked = source.Version,
            Signature = source.Signature,
            IsModelAnswer = key.IsModelAnswer,
            Requests = _requests,
            Inputs = new Table(_inputs.SelectMany(column => column.Take())),
            Outputs = new Table(_outputs.SelectMany(column => column.Take())),
            RowCount = _rows,
            FirstAt = first,
            LastAt = last,
        };
        (_requests, _rows) = (new List<CapturedRequest>(_requests.Count), 0);
        return block;
    }

    private static (DateTimeOffset First, DateTimeOffset Last) Span(List<CapturedRequest> requests)
    {
        var (first, last) = (requests[0].At, requests[0].At);
        foreach (ref readonly var request in CollectionsMarshal.AsSpan(requests))
        {
            first = request.At < first ? request.At : first;
            last = request.At > last ? request.At : last;
        }
        return (first, last);
    }

    private static ActivityTraceId TraceOf(in RecordHeader header)
    {
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, header.TraceHigh);
        MemoryMarshal.Write(bytes[8..], header.TraceLow);
        return ActivityTraceId.CreateFromBytes(bytes);
    }
}
