namespace Saker.Onnx.Attribution;

/// <summary>
/// What each element of a row contributed to an output (Sundararajan, Taly and Yan 2017): gradients on the straight way from a baseline to the row, averaged by the
/// midpoint rule and multiplied with the way. Contributions sum to the output's change; points are doubled until they do. Not thread-safe.
/// </summary>
/// <param name="model">The model; it is left as it is. Its rows may not depend on each other.</param>
/// <param name="settings">What is explained.</param>
/// <param name="path">How far to go.</param>
public sealed class IntegratedGradients(OnnxModel model, AttributionSettings? settings = null, IntegratedSettings? path = null) : IDisposable
{
    // Points of the path that go through the graph at once.
    private const int Together = 32;

    private readonly InputGradients _gradients = new(model, settings);
    private readonly IntegratedSettings _path = path ?? new IntegratedSettings();

    /// <summary>Explains rows one by one.</summary>
    /// <param name="inputs">A tensor for each input of the model, rows along the first extent.</param>
    /// <param name="baseline">One row of each input to begin at; zeros where null.</param>
    /// <param name="index">The class; that with the largest output, row by row, where null.</param>
    /// <param name="cancellationToken">Gives up, also within a row.</param>
    /// <exception cref="OnnxException">The model cannot be differentiated, inputs do not fit, or contributions are still not complete with the most points allowed.</exception>
    public IReadOnlyList<IntegratedAttribution> Of(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor>? baseline, int? index, CancellationToken cancellationToken)
    {
        if (_path.StepCount < 1 || _path.MaxStepCount < _path.StepCount)
            throw new OnnxException($"A path has one point or more, and at first no more than at most; {_path.StepCount} and {_path.MaxStepCount} were asked for.");
        return [.. Enumerable.Range(0, RowTensors.Count(inputs)).Select(row => Row(inputs, row, baseline, index, cancellationToken))];
    }

    public void Dispose() => _gradients.Dispose();

    private IntegratedAttribution Row(IReadOnlyDictionary<string, Tensor> inputs, int row, IReadOnlyDictionary<string, Tensor>? baseline, int? index, CancellationToken cancellationToken)
    {
        var count = model.Inputs.FirstOrDefault(spec => spec.Shape is [> 0, ..]) is { } bounded ? (int)bounded.Shape[0] : Together;
        var points = inputs.ToDictionary(input => input.Key, input => RowTensors.Repeat(input.Value, row, count), StringComparer.Ordinal);
        var run = _gradients.Open(points);
        var chosen = index ?? OutputPick.Largest(run.Run(points, InputGradients.Pick(run, points, 0, cancellationToken), cancellationToken).Predictions)[0];
        var pick = OutputPick.Of(run.TargetShape, _ => chosen);
        var way = new GradientPathRow(run, points, inputs.ToDictionary(input => input.Key, input => RowTensors.Repeat(input.Value, row, 1), StringComparer.Ordinal), baseline, pick, count);
        var (start, end) = (way.OutputAt(0, cancellationToken), way.OutputAt(1, cancellationToken));
        if (!double.IsFinite(start) || !double.IsFinite(end))
            throw new OnnxException($"Row {row} cannot be explained: the output is {end} at the row and {start} at the baseline. Choose a baseline that the model takes.");
        for (var steps = _path.StepCount; ; steps = Math.Min(2 * steps, _path.MaxStepCount))
        {
            var contributions = way.Integrate(steps, cancellationToken);
            var gap = contributions.Values.Sum(part => part.Sum()) - (end - start);
            if (Math.Abs(gap) <= Math.Max(_path.Tolerance * Math.Abs(end - start), _path.AbsoluteTolerance))
                return new IntegratedAttribution(contributions.ToDictionary(part => part.Key, part => Tensor.Of(Array.ConvertAll(part.Value, value => (float)value), [1, .. inputs[part.Key].Shape.Skip(1)])), chosen, end, start, gap, steps);
            if (steps >= _path.MaxStepCount)
                throw new OnnxException($"Row {row} cannot be explained by integrated gradients: with {steps} points contributions sum to {gap + end - start:G6} where the output changes by {end - start:G6}. Allow more points or a larger tolerance, choose a nearer baseline, or explain an output without jumps.");
        }
    }
}
