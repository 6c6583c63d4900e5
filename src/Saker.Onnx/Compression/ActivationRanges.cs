using Saker.Onnx.Editing;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Compression;

/// <summary>Runs example rows through a graph and keeps where values lie.</summary>
internal static class ActivationRanges
{
    public static IReadOnlyDictionary<string, ValueRange> Find(GraphDraft draft, IReadOnlyList<string> values, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> batches, QuantisationSettings settings, CancellationToken cancellationToken)
    {
        if (batches.Count == 0)
            throw new OnnxException("Calibration needs example rows: give one batch or more.");
        var histograms = values.ToDictionary(value => value, _ => new ValueHistogram(), StringComparer.Ordinal);
        var inputs = draft.Graph.Input.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var opened = draft.Model.Clone();
        opened.Graph.Output.Clear();
        opened.Graph.Output.AddRange(values.Where(value => !inputs.Contains(value)).Select(value => new ValueInfoProto { Name = value }));
        // Where all are inputs there is nothing to run.
        using var session = opened.Graph.Output.Count == 0 ? null : new OnnxSession(new OnnxModel(opened));
        Visit(session, values, batches, (value, elements) => histograms[value].Widen(elements), cancellationToken);
        if (histograms.FirstOrDefault(pair => !pair.Value.IsFinite).Key is { } odd)
            throw new OnnxException($"'{odd}' holds numbers that are not finite for the example rows; calibrate with others.");
        if (settings.Calibration != CalibrationMethod.MinMax)
            Visit(session, values, batches, (value, elements) => histograms[value].Count(elements), cancellationToken);
        return histograms.ToDictionary(pair => pair.Key, pair => pair.Value.Range(settings), StringComparer.Ordinal);
    }

    private static void Visit(OnnxSession? session, IReadOnlyList<string> values, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> batches, ValueVisitor visit, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (session is not null)
                foreach (var (spec, tensor) in session.Outputs.Zip(session.Run(batch, cancellationToken)))
                    visit(spec.Name, tensor.Span<float>());
            foreach (var value in values)
                if (batch.TryGetValue(value, out var given) && session?.Outputs.Any(spec => spec.Name == value) != true)
                    visit(value, given.Span<float>());
        }
    }

    private delegate void ValueVisitor(string value, ReadOnlySpan<float> elements);
}
