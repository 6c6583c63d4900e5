using System.Runtime.InteropServices;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What blocks hold as bytes: numbers are LEB128, latencies by the buckets that have any. A later format gets another first byte, and readers know all.</summary>
internal static class EvidenceBlockCodec
{
    private const byte Format = 1;

    // With what groups of callers did.
    private const byte KeyedFormat = 2;
    private const int MaxArms = 64;
    private const int MaxSample = 1 << 20;

    public static byte[] Write(EvidenceBlock block)
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes))
        {
            var isKeyed = Array.Exists(block.Arms, arm => arm.Keys.Length > 0);
            to.Write(isKeyed ? KeyedFormat : Format);
            to.Write7BitEncodedInt(block.Weights.Count);
            foreach (var weight in block.Weights)
                to.Write7BitEncodedInt(weight);
            to.Write7BitEncodedInt(block.Arms.Length);
            foreach (var arm in block.Arms)
            {
                Write(to, arm);
                if (isKeyed)
                    Write(to, arm.Keys);
            }
            to.Write7BitEncodedInt(block.Shadows.Length);
            foreach (var shadow in block.Shadows)
                Write(to, shadow);
        }
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no block.</exception>
    public static (int[] Weights, ArmBlock[] Arms, ShadowBlock[] Shadows) Read(byte[] bytes)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes));
            if (from.ReadByte() is var format && format is not (Format or KeyedFormat))
                throw new InvalidDataException($"A block of evidence has the format {format}; a newer Saker wrote it.");
            return (Each(from, reader => reader.Read7BitEncodedInt()), Each(from, reader => ReadArm(reader, format == KeyedFormat)), Each(from, ReadShadow));
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"A block of evidence is damaged: {e.Message}", e);
        }
    }

    private static void Write(BinaryWriter to, ArmBlock arm)
    {
        var counts = arm.Counts;
        foreach (var count in (ReadOnlySpan<long>)[counts.RequestCount, counts.ErrorCount, counts.RefusalCount, counts.FallbackCount, counts.UnavailableCount, counts.CancelledCount])
            to.Write7BitEncodedInt64(count);
        to.Write7BitEncodedInt(arm.Latencies.Count(count => count > 0));
        for (var i = 0; i < arm.Latencies.Length; i++)
        {
            if (arm.Latencies[i] == 0)
                continue;
            to.Write7BitEncodedInt(i);
            to.Write7BitEncodedInt64(arm.Latencies[i]);
        }
        Write(to, arm.Scores, arm.ScoreCount);
    }

    private static ArmBlock ReadArm(BinaryReader from, bool isKeyed)
    {
        var counts = new ArmCounts
        {
            RequestCount = from.Read7BitEncodedInt64(),
            ErrorCount = from.Read7BitEncodedInt64(),
            RefusalCount = from.Read7BitEncodedInt64(),
            FallbackCount = from.Read7BitEncodedInt64(),
            UnavailableCount = from.Read7BitEncodedInt64(),
            CancelledCount = from.Read7BitEncodedInt64(),
        };
        Span<long> latencies = stackalloc long[LatencyGrid.Count];
        latencies.Clear();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var bucket = from.Read7BitEncodedInt();
            if ((uint)bucket >= LatencyGrid.Count)
                throw new InvalidDataException($"A block of evidence is damaged: there is no bucket {bucket}.");
            latencies[bucket] = from.Read7BitEncodedInt64();
        }
        var (scores, scoreCount) = ReadSample(from);
        return new ArmBlock { Counts = counts, Latencies = latencies.TrimEnd(0).ToArray(), Scores = scores, ScoreCount = scoreCount, Keys = isKeyed ? ReadKeys(from) : [] };
    }

    private static void Write(BinaryWriter to, KeyCounts[] keys)
    {
        to.Write7BitEncodedInt(keys.Length);
        to.Write7BitEncodedInt(keys.Count(key => !key.IsEmpty));
        for (var group = 0; group < keys.Length; group++)
        {
            var key = keys[group];
            if (key.IsEmpty)
                continue;
            to.Write7BitEncodedInt(group);
            foreach (var count in (ReadOnlySpan<long>)[key.Requests, key.Errors, key.Refusals, key.Fallbacks, key.Timed, key.Slow, key.Slower, key.Slowest, key.Scored])
                to.Write7BitEncodedInt64(count);
            to.Write(key.Scores);
        }
    }

    private static KeyCounts[] ReadKeys(BinaryReader from)
    {
        var length = from.Read7BitEncodedInt();
        if (length is not (0 or KeyGroup.Count))
            throw new InvalidDataException($"A block of evidence is damaged: it has {length} groups of callers.");
        var keys = new KeyCounts[length];
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var group = from.Read7BitEncodedInt();
            if ((uint)group >= (uint)length)
                throw new InvalidDataException($"A block of evidence is damaged: there is no group {group} of callers.");
            keys[group] = new KeyCounts
            {
                Requests = from.Read7BitEncodedInt64(),
                Errors = from.Read7BitEncodedInt64(),
                Refusals = from.Read7BitEncodedInt64(),
                Fallbacks = from.Read7BitEncodedInt64(),
                Timed = from.Read7BitEncodedInt64(),
                Slow = from.Read7BitEncodedInt64(),
                Slower = from.Read7BitEncodedInt64(),
                Slowest = from.Read7BitEncodedInt64(),
                Scored = from.Read7BitEncodedInt64(),
                Scores = from.ReadDouble(),
            };
        }
        return keys;
    }

    private static void Write(BinaryWriter to, ShadowBlock shadow)
    {
        foreach (var count in (ReadOnlySpan<long>)[shadow.RequestCount, shadow.DisagreementCount, shadow.RowCount, shadow.DisagreeingRowCount, shadow.DroppedCount])
            to.Write7BitEncodedInt64(count);
        Write(to, shadow.Differences, shadow.DifferenceCount);
    }

    private static ShadowBlock ReadShadow(BinaryReader from)
    {
        var shadow = new ShadowBlock
        {
            RequestCount = from.Read7BitEncodedInt64(),
            DisagreementCount = from.Read7BitEncodedInt64(),
            RowCount = from.Read7BitEncodedInt64(),
            DisagreeingRowCount = from.Read7BitEncodedInt64(),
            DroppedCount = from.Read7BitEncodedInt64(),
        };
        var (differences, count) = ReadSample(from);
        return shadow with { Differences = differences, DifferenceCount = count };
    }

    private static void Write(BinaryWriter to, float[] sample, long count)
    {
        to.Write7BitEncodedInt64(count);
        to.Write7BitEncodedInt(sample.Length);
        to.Write(MemoryMarshal.AsBytes(sample.AsSpan()));
    }

    private static (float[] Sample, long Count) ReadSample(BinaryReader from)
    {
        var count = from.Read7BitEncodedInt64();
        var length = from.Read7BitEncodedInt();
        if ((uint)length > MaxSample)
            throw new InvalidDataException($"A block of evidence is damaged: a sample of {length} values.");
        var sample = new float[length];
        from.ReadExactly(MemoryMarshal.AsBytes(sample.AsSpan()));
        return (sample, count);
    }

    private static T[] Each<T>(BinaryReader from, Func<BinaryReader, T> read)
    {
        var count = from.Read7BitEncodedInt();
        if ((uint)count > MaxArms)
            throw new InvalidDataException($"A block of evidence is damaged: it has {count} arms.");
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = read(from);
        return values;
    }
}
