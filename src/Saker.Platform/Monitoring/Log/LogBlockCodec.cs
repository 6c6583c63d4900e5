using System.Text;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Blocks as bytes, fact after fact, so that they compress well: names, minutes, requests, sampled rows. Numbers are little-endian or LEB128. A
/// later format gets another first byte, and readers know all.
/// </summary>
internal static class LogBlockCodec
{
    private const byte Format = 1;
    private const int Cached = 1;
    private const int Refused = 2;

    // Above the flags, plus one: logs of before there were arms say 0, none.
    private const int ArmShift = 2;

    /// <param name="into">Gets the bytes, and stays open.</param>
    /// <param name="block">The block.</param>
    /// <param name="firstSequence">The number of its first request, where they get theirs now; null where they have them.</param>
    public static void Write(Stream into, LogBlock block, long? firstSequence) => Write(into, block, block.Requests, firstSequence);

    /// <param name="into">Gets the bytes, and stays open.</param>
    /// <param name="block">The block but for its requests.</param>
    /// <param name="requests">Its requests, which may lie in memory that is used again.</param>
    /// <param name="firstSequence">The number of its first request, where they get theirs now; null where they have them.</param>
    public static void Write(Stream into, LogBlock block, ReadOnlySpan<LogRequest> requests, long? firstSequence)
    {
        using var to = new BinaryWriter(into, Encoding.UTF8, leaveOpen: true);
        to.Write(Format);
        to.Write(block.Endpoint);
        to.Write(block.Model);
        to.Write7BitEncodedInt(block.Version);
        WriteMinutes(to, block.Minutes);
        WriteRequests(to, requests, firstSequence);
        to.Write7BitEncodedInt(block.RowRequests.Length);
        foreach (var request in block.RowRequests)
            to.Write7BitEncodedInt(request);
        foreach (var row in block.RowNumbers)
            to.Write7BitEncodedInt(row);
        TableCodec.Write(to, block.Inputs);
        TableCodec.Write(to, block.Outputs);
    }

    /// <summary>What a block begins with, without reading the rest of it.</summary>
    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static LogBlockHead ReadHead(ArraySegment<byte> bytes) => Read(bytes, ReadHead);

    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static LogBlock Read(ArraySegment<byte> bytes) => Read(bytes, from =>
    {
        var head = ReadHead(from);
        var block = new LogBlock { Endpoint = head.Endpoint, Model = head.Model, Version = head.Version, Minutes = head.Minutes, Requests = ReadRequests(from, head.RequestCount) };
        var rows = from.Read7BitEncodedInt();
        return block with { RowRequests = Each(from, rows, from.Read7BitEncodedInt), RowNumbers = Each(from, rows, from.Read7BitEncodedInt), Inputs = TableCodec.Read(from), Outputs = TableCodec.Read(from) };
    });

    private static T Read<T>(ArraySegment<byte> bytes, Func<BinaryReader, T> read)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false));
            if (from.ReadByte() is var format && format != Format)
                throw new InvalidDataException($"A block of the prediction log has the format {format}; a newer Saker wrote it.");
            return read(from);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"A block of the prediction log is damaged: {e.Message}", e);
        }
    }

    private static LogBlockHead ReadHead(BinaryReader from)
    {
        var (endpoint, model, version) = (from.ReadString(), from.ReadString(), from.Read7BitEncodedInt());
        var minutes = Each(from, from.Read7BitEncodedInt(), () => new LogMinute(from.Read7BitEncodedInt64(), from.Read7BitEncodedInt64(), from.ReadUInt64()));
        return new LogBlockHead(endpoint, model, version, minutes, from.Read7BitEncodedInt());
    }

    private static void WriteMinutes(BinaryWriter to, LogMinute[] minutes)
    {
        to.Write7BitEncodedInt(minutes.Length);
        foreach (var minute in minutes)
        {
            to.Write7BitEncodedInt64(minute.Minute);
            to.Write7BitEncodedInt64(minute.RowCount);
            to.Write(minute.Threshold);
        }
    }

    private static void WriteRequests(BinaryWriter to, ReadOnlySpan<LogRequest> requests, long? firstSequence)
    {
        to.Write7BitEncodedInt(requests.Length);
        foreach (ref readonly var request in requests)
            IdCodec.Write(to, request.Id);
        foreach (ref readonly var request in requests)
            IdCodec.Write(to, request.TraceId);
        WriteDifferences(to, requests, (in request) => request.At);
        if (firstSequence is { } first)
            WriteNumbers(to, first, requests.Length);
        else
            WriteDifferences(to, requests, (in request) => request.Sequence);
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt(request.RowCount);
        WriteWords(to, requests, (in request) => request.Step);
        WriteWords(to, requests, (in request) => request.Error ?? "");
        WriteWords(to, requests, (in request) => request.StepReason ?? "");
        foreach (ref readonly var request in requests)
            to.Write((byte)((request.IsFromCache ? Cached : 0) | (request.IsRefused ? Refused : 0) | ((request.Arm + 1) << ArmShift)));
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt(request.WarningCount);
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt(request.MendedCount);
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt64(request.QueueMicroseconds);
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt64(request.ComputeMicroseconds);
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt64(request.TotalMicroseconds);
    }

    private static LogRequest[] ReadRequests(BinaryReader from, int count)
    {
        var ids = Each(from, count, () => IdCodec.Read(from));
        var traces = Each(from, count, () => IdCodec.Read(from));
        var times = ReadDifferences(from, count);
        var sequences = ReadDifferences(from, count);
        var rows = Each(from, count, from.Read7BitEncodedInt);
        var steps = ReadWords(from, count);
        var errors = ReadWords(from, count);
        var reasons = ReadWords(from, count);
        var flags = from.ReadBytes(count);
        var warnings = Each(from, count, from.Read7BitEncodedInt);
        var mended = Each(from, count, from.Read7BitEncodedInt);
        var queue = Each(from, count, from.Read7BitEncodedInt64);
        var compute = Each(from, count, from.Read7BitEncodedInt64);
        var total = Each(from, count, from.Read7BitEncodedInt64);
        var requests = new LogRequest[count];
        for (var i = 0; i < count; i++)
        {
            requests[i] = new LogRequest
            {
                Id = ids[i] ?? "",
                TraceId = traces[i],
                At = times[i],
                Sequence = sequences[i],
                RowCount = rows[i],
                Step = steps[i],
                Error = errors[i].Length == 0 ? null : errors[i],
                StepReason = reasons[i].Length == 0 ? null : reasons[i],
                IsFromCache = (flags[i] & Cached) != 0,
                IsRefused = (flags[i] & Refused) != 0,
                WarningCount = warnings[i],
                MendedCount = mended[i],
                Arm = (flags[i] >> ArmShift) - 1,
                QueueMicroseconds = queue[i],
                ComputeMicroseconds = compute[i],
                TotalMicroseconds = total[i],
            };
        }
        return requests;
    }

    private delegate T Fact<out T>(in LogRequest request);

    private static void WriteDifferences(BinaryWriter to, ReadOnlySpan<LogRequest> requests, Fact<long> read)
    {
        var before = 0L;
        foreach (ref readonly var request in requests)
        {
            var value = read(request);
            to.Write7BitEncodedInt64(value - before);
            before = value;
        }
    }

    /// <summary>What <see cref="WriteDifferences"/> writes of numbers one after another.</summary>
    private static void WriteNumbers(BinaryWriter to, long first, int count)
    {
        for (var i = 0; i < count; i++)
            to.Write7BitEncodedInt64(i == 0 ? first : 1);
    }

    private static long[] ReadDifferences(BinaryReader from, int count)
    {
        var value = 0L;
        return Each(from, count, () => value += from.Read7BitEncodedInt64());
    }

    /// <summary>Few words many times: each word once, then its number a request.</summary>
    private static void WriteWords(BinaryWriter to, ReadOnlySpan<LogRequest> requests, Fact<string> read)
    {
        OrderedDictionary<string, int> words = new(StringComparer.Ordinal);
        foreach (ref readonly var request in requests)
            words.TryAdd(read(request), words.Count);
        to.Write7BitEncodedInt(words.Count);
        foreach (var word in words.Keys)
            to.Write(word);
        foreach (ref readonly var request in requests)
            to.Write7BitEncodedInt(words[read(request)]);
    }

    private static string[] ReadWords(BinaryReader from, int count)
    {
        var words = Each(from, from.Read7BitEncodedInt(), from.ReadString);
        return Each(from, count, () => words[from.Read7BitEncodedInt()]);
    }

    private static T[] Each<T>(BinaryReader from, int count, Func<T> read)
    {
        // Each takes a byte at least: nothing is made that is longer than what can follow.
        if (count < 0 || count > from.BaseStream.Length - from.BaseStream.Position)
            throw new EndOfStreamException($"{count} values are more than can follow.");
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = read();
        return values;
    }
}
