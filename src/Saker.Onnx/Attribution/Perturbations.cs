using Saker.Onnx.Training;

namespace Saker.Onnx.Attribution;

/// <summary>
/// Moves inputs within small bounds to where a model errs, to test how robust it is: in one step (Goodfellow et al. 2015, FGSM), or in several that stay within the
/// bounds (Madry et al. 2018, PGD). The graph is built at each call. Thread-safe.
/// </summary>
/// <param name="model">The model; it is left as it is.</param>
/// <param name="settings">The bounds, and what is raised.</param>
public sealed class Perturbations(OnnxModel model, PerturbationSettings settings)
{
    /// <summary>One step of the whole bound along the gradient's signs.</summary>
    /// <param name="inputs">A tensor for each input of the model, rows along the first extent.</param>
    /// <param name="target">What the loss compares with: the true classes, or those to mislead to.</param>
    /// <param name="cancellationToken">Gives up, also within a step.</param>
    /// <exception cref="OnnxException">The model cannot be differentiated, or inputs, targets or bounds do not fit.</exception>
    public Perturbation FastGradientSign(IReadOnlyDictionary<string, Tensor> inputs, Tensor target, CancellationToken cancellationToken) => Move(inputs, target, 1, settings.Epsilon, null, cancellationToken);

    /// <summary>Several smaller steps, each brought back within the bounds round the inputs.</summary>
    /// <inheritdoc cref="FastGradientSign"/>
    public Perturbation ProjectedGradient(IReadOnlyDictionary<string, Tensor> inputs, Tensor target, CancellationToken cancellationToken) =>
        Move(inputs, target, settings.StepCount, settings.StepSize ?? settings.Epsilon / 4, settings.Seed, cancellationToken);

    private Perturbation Move(IReadOnlyDictionary<string, Tensor> inputs, Tensor target, int steps, float size, int? seed, CancellationToken cancellationToken)
    {
        Check(steps, size);
        var output = settings.Output ?? (settings.Loss is null ? GradientInputs.Logits(model) : GradientInputs.Output(model, null));
        using var run = new GradientRun(model, settings.Loss ?? Losses.CrossEntropy(), output, GradientInputs.Find(model, output, settings.Inputs), inputs, settings.ThreadCount);
        var names = run.Inputs.ToArray();
        var start = names.ToDictionary(name => name, name => inputs[name].Span<float>().ToArray(), StringComparer.Ordinal);
        var now = names.ToDictionary(name => name, name => (float[])start[name].Clone(), StringComparer.Ordinal);
        var before = run.Run(With(inputs, now), target, cancellationToken);
        if (seed is { } chance)
            Scatter(start, now, new Random(chance));
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gradients = run.Run(With(inputs, now), target, cancellationToken).Gradients;
            foreach (var name in names)
                Step(start[name], now[name], gradients[name].Span<float>(), settings.IsTargeted ? -size : size);
        }
        var moved = With(inputs, now);
        var after = run.Run(moved, target, cancellationToken);
        var largest = names.Max(name => start[name].Zip(now[name], (from, to) => Math.Abs(to - from)).DefaultIfEmpty().Max());
        return new Perturbation(moved, before.Loss, after.Loss, largest) { OutputBefore = before.Predictions, OutputAfter = after.Predictions };
    }

    private void Check(int steps, float size)
    {
        if (!(settings.Epsilon > 0) || !(size > 0) || steps < 1)
            throw new OnnxException($"Perturbations need a bound and a step above 0 and one step or more; {settings.Epsilon}, {size} and {steps} were asked for.");
        if (settings is { Low: { } low, High: { } high } && low >= high)
            throw new OnnxException($"Elements are to lie between {low} and {high}: the first must be less.");
    }

    private void Scatter(Dictionary<string, float[]> start, Dictionary<string, float[]> now, Random random)
    {
        foreach (var (name, values) in now)
            for (var i = 0; i < values.Length; i++)
                values[i] = Within(start[name][i], values[i] + settings.Epsilon * (2 * random.NextSingle() - 1));
    }

    private void Step(float[] start, float[] now, ReadOnlySpan<float> gradient, float size)
    {
        for (var i = 0; i < now.Length; i++)
            if (gradient[i] != 0)
                now[i] = Within(start[i], now[i] + (gradient[i] > 0 ? size : -size));
    }

    // An element that lies outside the range itself is moved no further out.
    private float Within(float start, float value)
    {
        var least = Math.Max(start - settings.Epsilon, Math.Min(start, settings.Low ?? float.NegativeInfinity));
        var most = Math.Min(start + settings.Epsilon, Math.Max(start, settings.High ?? float.PositiveInfinity));
        return Math.Clamp(value, least, most);
    }

    private static Dictionary<string, Tensor> With(IReadOnlyDictionary<string, Tensor> inputs, Dictionary<string, float[]> values)
    {
        var all = new Dictionary<string, Tensor>(inputs, StringComparer.Ordinal);
        foreach (var (name, elements) in values)
            all[name] = Tensor.Of((float[])elements.Clone(), [.. inputs[name].Shape]);
        return all;
    }
}
