namespace Saker.Onnx.Attribution;

/// <summary>
/// How fast an output rises with each element of the inputs (Simonyan et al. 2014): the slope at the rows themselves. The graph is built once for each shape of batch.
/// Not thread-safe.
/// </summary>
/// <param name="model">The model; it is left as it is.</param>
/// <param name="settings">What is explained.</param>
public sealed class InputGradients(OnnxModel model, AttributionSettings? settings = null) : IDisposable
{
    private readonly AttributionSettings _settings = settings ?? new AttributionSettings();
    private GradientRun? _run;
    private string? _shapes;

    /// <summary>The gradients of one class for each row.</summary>
    /// <param name="inputs">A tensor for each input of the model, rows along the first extent.</param>
    /// <param name="index">The class; that with the largest output, row by row, where null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A tensor of the input's shape for each input that is explained by.</returns>
    /// <exception cref="OnnxException">The model cannot be differentiated, or inputs do not fit it.</exception>
    public IReadOnlyDictionary<string, Tensor> Of(IReadOnlyDictionary<string, Tensor> inputs, int? index, CancellationToken cancellationToken)
    {
        var run = Open(inputs);
        return run.Run(inputs, Pick(run, inputs, index, cancellationToken), cancellationToken).Gradients;
    }

    public void Dispose() => _run?.Dispose();

    internal GradientRun Open(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var shapes = string.Join(";", model.Inputs.Select(spec => inputs.TryGetValue(spec.Name, out var given)
            ? $"{spec.Name}[{string.Join(",", given.Shape)}]"
            : throw new OnnxException($"Input '{spec}' is missing.")));
        if (_run is not null && _shapes == shapes)
            return _run;
        _run?.Dispose();
        _run = null;
        var output = GradientInputs.Output(model, _settings.Output);
        _run = new GradientRun(model, GradientRun.Picked, output, GradientInputs.Find(model, output, _settings.Inputs), inputs, _settings.ThreadCount);
        _shapes = shapes;
        return _run;
    }

    internal static Tensor Pick(GradientRun run, IReadOnlyDictionary<string, Tensor> inputs, int? index, CancellationToken cancellationToken)
    {
        if (index is { } chosen)
            return OutputPick.Of(run.TargetShape, _ => chosen);
        var none = Tensor.Of(new float[run.TargetShape.Aggregate(1L, (product, extent) => product * extent)], [.. run.TargetShape]);
        var largest = OutputPick.Largest(run.Run(inputs, none, cancellationToken).Predictions);
        return OutputPick.Of(run.TargetShape, row => largest[row]);
    }
}
