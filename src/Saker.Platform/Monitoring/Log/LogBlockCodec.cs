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

    public static byte[] Write(LogBlock block)
    {
        using var bytes = new MemoryStream();
        Write(bytes, block, firstSequence: null);
        return bytes.ToArray();
    }

    /// <param name="into">Gets the bytes, and stays open.</param>
    /// <param name="block">The block.</param>
    /// <param name="firstSequence">The number of its first request, where they get theirs now; null where they have them.</param>
    public static void Write(Stream into, LogBlock block, long? firstSequence)
    {
        using var to = new BinaryWriter(into, Encoding.UTF8, leaveOpen: true);
        to.Write(Format);
        to.Write(block.Endpoint);
        to.Write(block.Model);
        to.Write7BitEncodedInt(block.Version);
        WriteMinutes(to, block.Minutes);
        WriteRequests(to, block.Requests, firstSequence);
        to.Write7BitEncodedInt(block.RowRequests.Length);
        foreach (var request in block.RowRequests)
            to.Write7BitEncodedInt(request);
        foreach (var row in block.RowNumbers)
            to.Write7BitEncodedInt(row);
        TableCodec.Write(to, block.Inputs);
        TableCodec.Write(to, block.Outputs);
    }

    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static LogBlock Read(byte[] bytes)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes));
            if (from.ReadByte() is var format && format != Format)
                throw new InvalidDataException($"A block of the prediction log has the format {format}; a newer Saker wrote it.");
            var block = new LogBlock
            {
                Endpoint = from.ReadString(),
                Model = from.ReadString(),
                Version = from.Read7BitEncodedInt(),
                Minutes = ReadMinutes(from),
                Requests = ReadRequests(from),
            };
            var rows = from.Read7BitEncodedInt();
            return block with { RowRequests = Each(rows, from.Read7BitEncodedInt), RowNumbers = Each(rows, from.Read7BitEncodedInt), Inputs = TableCodec.Read(from), Outputs = TableCodec.Read(from) };
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"A block of the prediction log is damaged: {e.Message}", e);
        }
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

    private static LogMinute[] ReadMinutes(BinaryReader from) =>
        Each(from.Read7BitEncodedInt(), () => new LogMinute(from.Read7BitEncodedInt64(), from.Read7BitEncodedInt64(), from.ReadUInt64()));

    private static void WriteRequests(BinaryWriter to, LogRequest[] requests, long? firstSequence)
    {
        to.Write7BitEncodedInt(requests.Length);
        foreach (var request in requests)
            IdCodec.Write(to, request.Id);
        foreach (var request in requests)
            IdCodec.Write(to, request.TraceId);
        WriteDifferences(to, requests, request => request.At);
        if (firstSequence is { } first)
            WriteNumbers(to, first, requests.Length);
        else
            WriteDifferences(to, requests, request => request.Sequence);
        foreach (var request in requests)
            to.Write7BitEncodedInt(request.RowCount);
        WriteWords(to, requests, request => request.Step);
        WriteWords(to, requests, request => request.Error ?? "");
        WriteWords(to, requests, request => request.StepReason ?? "");
        foreach (var request in requests)
            to.Write((byte)((request.IsFromCache ? Cached : 0) | (request.IsRefused ? Refused : 0) | ((request.Arm + 1) << ArmShift)));
        foreach (var request in requests)
            to.Write7BitEncodedInt(request.WarningCount);
        foreach (var request in requests)
            to.Write7BitEncodedInt(request.MendedCount);
        foreach (var request in requests)
            to.Write7BitEncodedInt64(request.QueueMicroseconds);
        foreach (var request in requests)
            to.Write7BitEncodedInt64(request.ComputeMicroseconds);
        foreach (var request in requests)
            to.Write7BitEncodedInt64(request.TotalMicroseconds);
    }

    private static LogRequest[] ReadRequests(BinaryReader from)
    {
        var count = from.Read7BitEncodedInt();
        var ids = Each(count, () => IdCodec.Read(from));
        var traces = Each(count, () => IdCodec.Read(from));
        var times = ReadDifferences(from, count);
        var sequences = ReadDifferences(from, count);
        var rows = Each(count, from.Read7BitEncodedInt);
        var steps = ReadWords(from, count);
        var errors = ReadWords(from, count);
        var reasons = ReadWords(from, count);
        var flags = Each(count, from.ReadByte);
        var warnings = Each(count, from.Read7BitEncodedInt);
        var mended = Each(count, from.Read7BitEncodedInt);
        var queue = Each(count, from.Read7BitEncodedInt64);
        var compute = Each(count, from.Read7BitEncodedInt64);
        var total = Each(count, from.Read7BitEncodedInt64);
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

    private static void WriteDifferences(BinaryWriter to, LogRequest[] requests, Func<LogRequest, long> read)
    {
        var before = 0L;
        foreach (var request in requests)
        {
            to.Write7BitEncodedInt64(read(request) - before);
            before = read(request);
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
        return Each(count, () => value += from.Read7BitEncodedInt64());
    }

    /// <summary>Few words many times: each word once, then its number a request.</summary>
    private static void WriteWords(BinaryWriter to, LogRequest[] requests, Func<LogRequest, string> read)
    {
        string[] words = [.. requests.Select(read).Distinct(StringComparer.Ordinal)];
        to.Write7BitEncodedInt(words.Length);
        foreach (var word in words)
            to.Write(word);
        foreach (var request in requests)
            to.Write7BitEncodedInt(Array.IndexOf(words, read(request)));
    }

    private static string[] ReadWords(BinaryReader from, int count)
    {
        var words = Each(from.Read7BitEncodedInt(), from.ReadString);
        return Each(count, () => words[from.Read7BitEncodedInt()]);
    }

    private static T[] Each<T>(int count, Func<T> read)
    {
        // Nothing is made that is much longer than what can follow.
        List<T> values = new(Math.Clamp(count, 0, 1 << 16));
        for (var i = 0; i < count; i++)
            values.Add(read());
        return [.. values];
    }
}
