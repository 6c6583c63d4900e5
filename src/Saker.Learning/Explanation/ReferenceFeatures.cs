using System.Collections.Concurrent;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Reading;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Explanation;

/// <summary>The features that a graph makes of reference rows, computed once for each value that is asked for. Thread-safe.</summary>
internal sealed class ReferenceFeatures(OnnxModel model, Table? reference)
{
    private readonly ConcurrentDictionary<string, FeatureMatrix?> _known = new(StringComparer.Ordinal);

    /// <summary>Null where there are no reference rows.</summary>
    public FeatureMatrix? Of(string value) => reference is null || reference.RowCount == 0 ? null : _known.GetOrAdd(value, name => Read(name, reference));

    private FeatureMatrix Read(string value, Table rows)
    {
        using var session = new OnnxSession(model.Cut([value]));
        var features = session.Run(InputTensors.Of(rows, session.Inputs))[0];
        var width = features.Count / rows.RowCount;
        float[] values = features.Type == ElementType.Float64 ? Array.ConvertAll(features.Span<double>().ToArray(), number => (float)number) : features.Span<float>().ToArray();
        return new FeatureMatrix(values, rows.RowCount, [.. Enumerable.Range(0, width).Select(i => $"f{i}")]);
    }
}
