using System.Runtime.InteropServices;
using System.Text;

namespace Saker.Onnx.Training;

/// <summary>The weights of a training session at one moment, with what its normalisations store: all that a model needs, and nothing of what an optimiser remembers.</summary>
public sealed class WeightCopy
{
    private readonly float[] _values;
    private readonly float[][] _statistics;

    internal WeightCopy(float[] values, float[][] statistics) => (_values, _statistics) = (values, statistics);

    internal static WeightCopy Of(ParameterBlock parameters, MovingStatistics statistics) => new(parameters.Values.ToArray(), [.. statistics.Values.Select(values => (float[])values.Clone())]);

    /// <summary>Writes them piece by piece, so that their size has no bound but the stream's.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(1 + _statistics.Length);
        foreach (var part in Parts)
        {
            writer.Write(part.Length);
            writer.Flush();
            FloatStream.Write(stream, part);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and no byte more.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public static WeightCopy Read(Stream stream)
    {
        var parts = new float[ReadCount(stream)][];
        for (var i = 0; i < parts.Length; i++)
            FloatStream.Read(stream, parts[i] = new float[ReadCount(stream)]);
        return parts.Length > 0 ? new WeightCopy(parts[0], parts[1..]) : throw new OnnxException("The copy of weights is damaged: it holds none.");
    }

    /// <exception cref="OnnxException">They are those of other parameters.</exception>
    internal void CopyTo(ParameterBlock parameters, MovingStatistics statistics)
    {
        float[][] kept = [.. statistics.Values];
        if (_values.Length != parameters.Length || !_statistics.Select(part => part.Length).SequenceEqual(kept.Select(part => part.Length)))
            throw new OnnxException("The weights are those of another model or of other parameters.");
        _values.CopyTo(parameters.Values);
        for (var i = 0; i < kept.Length; i++)
            _statistics[i].CopyTo(kept[i], 0);
    }

    private IEnumerable<float[]> Parts => [_values, .. _statistics];

    private static int ReadCount(Stream stream)
    {
        Span<int> count = stackalloc int[1];
        stream.ReadExactly(MemoryMarshal.AsBytes(count));
        return count[0] >= 0 ? count[0] : throw new OnnxException("The copy of weights is damaged: it holds a negative count.");
    }
}
