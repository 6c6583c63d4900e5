namespace Saker.Onnx.Attribution;

/// <summary>The straight way from a baseline to one row, and the gradients on it.</summary>
internal sealed class GradientPathRow
{
    private readonly GradientRun _run;
    private readonly Dictionary<string, Tensor> _points;
    private readonly Dictionary<string, (float[] From, float[] To)> _ends;
    private readonly Tensor _pick;
    private readonly int _together;

    public GradientPathRow(GradientRun run, Dictionary<string, Tensor> points, Dictionary<string, Tensor> row, IReadOnlyDictionary<string, Tensor>? baseline, Tensor pick, int together)
    {
        (_run, _points, _pick, _together) = (run, points, pick, together);
        _ends = run.Inputs.ToDictionary(name => name, name => (From(name, row[name], baseline), row[name].Span<float>().ToArray()), StringComparer.Ordinal);
    }

    /// <summary>The output at a place of the way, from 0 to 1.</summary>
    public double OutputAt(double place, CancellationToken cancellationToken) => _run.Run(At(_ => place), _pick, cancellationToken).Loss / (double)_together;

    /// <summary>Contributions by input.</summary>
    public IReadOnlyDictionary<string, double[]> Integrate(int steps, CancellationToken cancellationToken)
    {
        var sums = _ends.ToDictionary(end => end.Key, end => new double[end.Value.To.Length], StringComparer.Ordinal);
        for (var first = 0; first < steps; first += _together)
        {
            var start = first;
            var used = Math.Min(_together, steps - first);
            var gradients = _run.Run(At(i => (Math.Min(start + i, steps - 1) + 0.5) / steps), _pick, cancellationToken).Gradients;
            foreach (var (name, sum) in sums)
            {
                var gradient = gradients[name].Span<float>();
                for (var i = 0; i < used * sum.Length; i++)
                    sum[i % sum.Length] += gradient[i];
            }
        }
        foreach (var (name, sum) in sums)
            for (var i = 0; i < sum.Length; i++)
                sum[i] *= ((double)_ends[name].To[i] - _ends[name].From[i]) / steps;
        return sums;
    }

    private Dictionary<string, Tensor> At(Func<int, double> place)
    {
        var inputs = new Dictionary<string, Tensor>(_points, StringComparer.Ordinal);
        foreach (var (name, (from, to)) in _ends)
        {
            var values = new float[to.Length * _together];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(from[i % to.Length] + place(i / to.Length) * ((double)to[i % to.Length] - from[i % to.Length]));
            inputs[name] = Tensor.Of(values, [.. _points[name].Shape]);
        }
        return inputs;
    }

    private static float[] From(string name, Tensor row, IReadOnlyDictionary<string, Tensor>? baseline)
    {
        if (baseline is null || !baseline.TryGetValue(name, out var given))
            return new float[row.Count];
        if (given.Type != ElementType.Float32 || given.Count != row.Count)
            throw new OnnxException($"The baseline of '{name}' holds {given.Type}[{string.Join(", ", given.Shape)}]; a row of it is Float32[{string.Join(", ", row.Shape)}].");
        return given.Span<float>().ToArray();
    }
}
