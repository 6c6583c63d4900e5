using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Attribution;
using Saker.Onnx.Sessions;
using Saker.Platform.Serving.Compressing;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Moves rows to where a graph errs, part by part, and counts.</summary>
internal sealed class Misleading(OnnxModel model, TensorSpec output, RobustnessRequest request)
{
    /// <exception cref="SakerException">The graph tells no classes, or rows do not fit.</exception>
    public RobustnessReport Run(Table rows, IEnumerable<int[]> parts, CancellationToken cancellationToken)
    {
        if (!ModelTargets.HasClasses(output))
            throw new SakerException(ErrorKind.InvalidInput, $"The model gives '{output}', and only what tells classes, with a number for each, can be misled.", "model");
        var perturbations = new Perturbations(model, new PerturbationSettings { Epsilon = (float)request.Epsilon, StepCount = request.StepCount, Low = (float?)request.Low, High = (float?)request.High, Output = Onnx.FineTuning.TrainableOutput.LogitsOf(model, output.Name) });
        using var session = new OnnxSession(model);
        var place = session.Outputs.ToList().FindIndex(spec => spec.Name == output.Name);
        var (right, kept, before, after, largest) = (0, 0, 0.0, 0.0, 0f);
        var misled = new List<MisledRow>();
        foreach (var part in parts)
        {
            var taken = rows.Take(part);
            var inputs = ModelRows.Of(taken, model.Inputs, request.Target);
            var classes = ModelTargets.Places(taken.Get(request.Target), output);
            var moved = request.Method == MisleadMethod.FastGradientSign ? perturbations.FastGradientSign(inputs, classes) : perturbations.ProjectedGradient(inputs, classes);
            var (first, second) = (Told(session, place, inputs, cancellationToken), Told(session, place, moved.Inputs, cancellationToken));
            for (var i = 0; i < part.Length; i++)
            {
                var truth = (int)classes.Span<long>()[i];
                right += first[i] == truth ? 1 : 0;
                kept += second[i] == truth ? 1 : 0;
                if (first[i] == truth && second[i] != truth)
                    misled.Add(new MisledRow(part[i], truth, second[i], Values(moved.Inputs, i)));
            }
            before += (double)moved.LossBefore * part.Length;
            after += (double)moved.LossAfter * part.Length;
            largest = Math.Max(largest, moved.Largest);
        }
        double count = rows.RowCount;
        return new RobustnessReport
        {
            Method = request.Method, Epsilon = request.Epsilon, Largest = largest, RowCount = rows.RowCount, AccuracyBefore = right / count, AccuracyAfter = kept / count,
            LossBefore = before / count, LossAfter = after / count, Misled = misled,
        };
    }

    private static int[] Told(OnnxSession session, int place, IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken)
    {
        var given = session.Run(inputs, cancellationToken)[place];
        return [.. given.Span<float>().ToArray().Chunk((int)given.Shape[1]).Select(row => Array.IndexOf(row, row.Max()))];
    }

    private float[] Values(IReadOnlyDictionary<string, Tensor> inputs, int row)
    {
        var values = new List<float>();
        foreach (var name in model.Inputs.Select(input => input.Name))
            if (inputs[name] is { Type: ElementType.Float32 } tensor)
            {
                var size = tensor.Count / (int)tensor.Shape[0];
                values.AddRange(tensor.Span<float>().Slice(row * size, size));
            }
        return [.. values];
    }
}
