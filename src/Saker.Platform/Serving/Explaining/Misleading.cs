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
    public RobustnessReport Run(Table rows, int together, CancellationToken cancellationToken)
    {
        if (!ModelTargets.HasClasses(output))
            throw new SakerException(ErrorKind.InvalidInput, $"The model gives '{output}', and only what tells classes, with a number for each, can be misled.", "model");
        var perturbations = new Perturbations(model, new PerturbationSettings { Epsilon = (float)request.Epsilon, StepCount = request.StepCount, Low = (float?)request.Low, High = (float?)request.High, Output = Onnx.FineTuning.TrainableOutput.LogitsOf(model, output.Name) });
        using var session = new OnnxSession(model);
        var place = session.Outputs.ToList().FindIndex(spec => spec.Name == output.Name);
        var (right, kept, before, after, largest) = (0, 0, 0.0, 0.0, 0f);
        var rowsMisled = new List<MisledRow>();
        var truths = ModelTargets.Places(rows.Get(request.Target), output).Span<long>().ToArray();
        var first = 0;
        foreach (var (inputs, count) in ModelRows.Batches(rows, model.Inputs, request.Target, together))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var classes = Classes(truths.AsSpan(first, count), inputs);
            var moved = request.Method == MisleadMethod.FastGradientSign ? perturbations.FastGradientSign(inputs, classes, cancellationToken) : perturbations.ProjectedGradient(inputs, classes, cancellationToken);
            var (told, misled) = (Told(session, place, inputs, cancellationToken), Told(session, place, moved.Inputs, cancellationToken));
            for (var i = 0; i < count; i++)
            {
                var truth = (int)truths[first + i];
                right += told[i] == truth ? 1 : 0;
                kept += misled[i] == truth ? 1 : 0;
                if (told[i] == truth && misled[i] != truth)
                    rowsMisled.Add(new MisledRow(first + i, truth, misled[i], Values(moved.Inputs, i)));
            }
            before += Losses(moved.OutputBefore, truths.AsSpan(first, count));
            after += Losses(moved.OutputAfter, truths.AsSpan(first, count));
            first += count;
            largest = Math.Max(largest, moved.Largest);
        }
        double all = rows.RowCount;
        return new RobustnessReport
        {
            Method = request.Method, Epsilon = request.Epsilon, Largest = largest, RowCount = rows.RowCount, AccuracyBefore = right / all, AccuracyAfter = kept / all,
            LossBefore = before / all, LossAfter = after / all, Misled = rowsMisled,
        };
    }

    // Rows that fill up a batch are those of the last one, and so is their class.
    private static Tensor Classes(ReadOnlySpan<long> truths, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var classes = new long[inputs.Values.First().Shape[0]];
        truths.CopyTo(classes);
        classes.AsSpan(truths.Length).Fill(truths[^1]);
        return Tensor.Vector(classes);
    }

    // The sum of cross-entropies of rows that count, from what goes into the softmax: the mean of a whole batch would have those that fill it up as well.
    private static double Losses(Tensor logits, ReadOnlySpan<long> truths)
    {
        var (sum, width) = (0.0, (int)logits.Shape[1]);
        for (var i = 0; i < truths.Length; i++)
        {
            var row = logits.Span<float>().Slice(i * width, width);
            var (most, total) = (double.NegativeInfinity, 0.0);
            foreach (var value in row)
                most = Math.Max(most, value);
            foreach (var value in row)
                total += Math.Exp(value - most);
            sum += most + Math.Log(total) - row[(int)truths[i]];
        }
        return sum;
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
