using System.Security.Cryptography;
using System.Text;

namespace Saker.Onnx.Training;

/// <summary>A session's whole state as bytes: what it is of, all numbers, and a hash over both, so that half a file is never taken for a whole. It is written piece by piece.</summary>
internal static class TrainingCheckpoint
{
    private static readonly byte[] s_mark = "saker-training-1"u8.ToArray();

    public static void Write(Stream stream, ParameterBlock parameters, Optimizer optimizer, MovingStatistics statistics, MaskChance chance)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var head in (byte[][])[s_mark, Of(parameters, optimizer, statistics), BitConverter.GetBytes(optimizer.StepCount), BitConverter.GetBytes(chance.State)])
        {
            stream.Write(head);
            hash.AppendData(head);
        }
        FloatStream.Write(stream, parameters.Values, hash);
        foreach (var part in optimizer.State.Concat(statistics.Values))
            FloatStream.Write(stream, part, hash);
        stream.Write(hash.GetHashAndReset());
    }

    /// <summary>Whether bytes are a state at all, and whole.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> saved) =>
        saved.Length >= s_mark.Length + 2 * SHA256.HashSizeInBytes && saved[..s_mark.Length].SequenceEqual(s_mark) && SHA256.HashData(saved[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(saved[^SHA256.HashSizeInBytes..]);

    /// <summary>Reads a state in place. Whether it is of this training is known before anything is changed; whether it is whole, at the end.</summary>
    public static void Read(Stream stream, ParameterBlock parameters, Optimizer optimizer, MovingStatistics statistics, MaskChance chance)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            if (!Take(stream, s_mark.Length, hash).AsSpan().SequenceEqual(s_mark))
                throw Damaged();
            if (!Take(stream, SHA256.HashSizeInBytes, hash).AsSpan().SequenceEqual(Of(parameters, optimizer, statistics)))
                throw new OnnxException("The state of training is that of another model, other parameters or another optimiser.");
            var steps = BitConverter.ToInt64(Take(stream, sizeof(long), hash));
            var drawn = BitConverter.ToUInt64(Take(stream, sizeof(ulong), hash));
            FloatStream.Read(stream, parameters.Values, hash);
            foreach (var part in optimizer.State.Concat(statistics.Values))
                FloatStream.Read(stream, part, hash);
            (optimizer.StepCount, chance.State) = (steps, drawn);
            if (!Take(stream, SHA256.HashSizeInBytes, null).AsSpan().SequenceEqual(hash.GetHashAndReset()))
                throw Damaged();
        }
        catch (EndOfStreamException)
        {
            throw Damaged();
        }
    }

    public static OnnxException Damaged() => new("The state of training is damaged or none.");

    // What the numbers belong to.
    private static byte[] Of(ParameterBlock parameters, Optimizer optimizer, MovingStatistics statistics) => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{optimizer.GetType().Name} {optimizer.State.Count}; {string.Join("; ", parameters.Slots.Select(slot => $"{slot.Name}[{string.Join(",", slot.Shape)}]"))}; {string.Join(",", statistics.Values.Select(values => values.Length))}"));

    private static byte[] Take(Stream stream, int count, IncrementalHash? hash)
    {
        var taken = new byte[count];
        stream.ReadExactly(taken);
        hash?.AppendData(taken);
        return taken;
    }
}
