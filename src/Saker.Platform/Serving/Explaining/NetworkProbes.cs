using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Attribution;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Looks into registered networks by their gradients: where in pictures they see a class, and how little misleads them. Thread-safe.</summary>
public sealed class NetworkProbes(IRegistryStore registry)
{
    /// <summary>The most rows that are looked at at a time.</summary>
    public const int MaxRows = NetworkOpening.MaxRows;

    // Rows of a run: the values of all layers are held for each.
    private const int Together = 50;

    private readonly NetworkOpening _opening = new(registry);

    /// <summary>Where in pictures a class was seen, by Grad-CAM (Selvaraju et al. 2017).</summary>
    /// <param name="reference">The version: <c>shapes/3</c>, <c>shapes@champion</c>, or <c>shapes</c> for the newest.</param>
    /// <param name="rows">What the model takes: all number columns, channel by channel and row by row, for its only input.</param>
    /// <param name="target">A column that the model does not take; null where there is none.</param>
    /// <param name="index">The class, from 0; that with the largest output, row by row, where null.</param>
    /// <param name="layer">The feature map; the last one of more than one place where null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The version has no graph with feature maps that can be differentiated, rows do not fit, or there are none or too many.</exception>
    public Task<IReadOnlyList<SeenPlaces>> SeeAsync(string reference, Table rows, string? target, int? index, string? layer, CancellationToken cancellationToken)
    {
        if (target is not null)
            ModelRows.RequireTarget(rows, target);
        return _opening.LookAsync<IReadOnlyList<SeenPlaces>>(reference, rows, target, (model, output) =>
        {
            var probe = new GradCam(model, layer, new AttributionSettings { Output = Logits(model, output) });
            var seen = new List<SeenPlaces>(rows.RowCount);
            foreach (var (inputs, count) in ModelRows.Batches(rows, model.Inputs, target, Together))
            {
                cancellationToken.ThrowIfCancellationRequested();
                seen.AddRange(Places(probe.Of(inputs, index, cancellationToken), seen.Count, count));
            }
            return seen;
        }, cancellationToken);
    }

    /// <summary>How many rows are told rightly as they are, and when they are moved within small bounds to mislead the model.</summary>
    /// <param name="request">What is tested, and how.</param>
    /// <param name="rows">What the model takes, and the true classes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">The version tells no classes or has no graph that can be differentiated, settings are out of range, rows do not fit, or there are none or too many.</exception>
    public Task<RobustnessReport> MisleadAsync(RobustnessRequest request, Table rows, CancellationToken cancellationToken)
    {
        Check(request, rows);
        return _opening.LookAsync(request.Version, rows, request.Target, (model, output) => new Misleading(model, output, request).Run(rows, Together, cancellationToken), cancellationToken);
    }

    private static void Check(RobustnessRequest request, Table rows)
    {
        var problems = new ProblemList(5);
        // Networks reckon in Float32: what is nothing or infinite there is no bound, nor is a step of which it takes four.
        if (!((float)request.Epsilon / 4 > 0 && float.IsFinite((float)request.Epsilon)))
            problems.Add(null, "epsilon", "is above 0, in units of the model's input, and within the range of a number of Float32.");
        foreach (var (name, bound) in new[] { ("low", request.Low), ("high", request.High) })
            if (bound is { } value && !float.IsFinite((float)value))
                problems.Add(null, name, "must be within the range of a number of Float32.");
        if (request.StepCount is < 1 or > 1_000)
            problems.Add(null, "steps", "are 1 to 1000.");
        if (request is { Low: { } low, High: { } high } && !((float)low < (float)high))
            problems.Add(null, "low", $"is {low}, and must be less than the high of {high}.");
        problems.ThrowIfAny("The model cannot be tested so:");
        ModelRows.RequireTarget(rows, request.Target);
    }

    private static string Logits(OnnxModel model, TensorSpec output) => Onnx.FineTuning.TrainableOutput.LogitsOf(model, output.Name);

    private static IEnumerable<SeenPlaces> Places(GradCamMap found, int first, int count)
    {
        var (height, width) = ((int)found.Map.Shape[1], (int)found.Map.Shape[2]);
        var (coarseHeight, coarseWidth) = ((int)found.Coarse.Shape[1], (int)found.Coarse.Shape[2]);
        for (var i = 0; i < count; i++)
            yield return new SeenPlaces(first + i, found.Indices[i], found.Layer, height, width, coarseHeight, coarseWidth, Shares(found.Coarse, i, coarseHeight * coarseWidth), Shares(found.Map, i, height * width));
    }

    private static float[] Shares(Tensor maps, int row, int size)
    {
        var map = maps.Span<float>().Slice(row * size, size).ToArray();
        if (!Array.TrueForAll(map, float.IsFinite))
            throw new SakerException(ErrorKind.InvalidInput, "The network's numbers grow beyond what Float32 holds on these rows, and no map can be drawn: are the inputs in the units that it was trained with?", "data");
        var most = map.Max();
        return most > 0 ? Array.ConvertAll(map, value => value / most) : map;
    }
}
