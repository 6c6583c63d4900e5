using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>Runs made-up rows through a plan and through the engine: only a plan whose answers are the engine's, bit by bit, is used.</summary>
/// <param name="model">The graph.</param>
/// <param name="session">The engine's.</param>
/// <param name="plan">The plan's.</param>
internal sealed class PlanTrial(OnnxModel model, OnnxSession session, RowPlan plan)
{
    // Many rows in many blocks first, so that what they leave behind lies there when fewer follow; then some alone, as most requests are.
    private static readonly int[] s_rowCounts = [(4 * RowPlan.BlockRows) + 1, 1, RowPlan.BlockRows + 1, 7, 1, 1, 1, 1, 1, 1];

    /// <summary>What differs, as a sentence; null where nothing does.</summary>
    /// <exception cref="OnnxException">The engine failed on made-up rows.</exception>
    public string? FindDifference()
    {
        var cells = new TrialCells(model);
        using var runner = plan.NewRunner(session);
        foreach (var rows in s_rowCounts)
            if (FindDifference(runner, cells, rows) is { } difference)
                return difference;
        return null;
    }

    private string? FindDifference(IBatchRunner runner, TrialCells cells, int rows)
    {
        var asked = new TensorSet(session.Inputs, session.Outputs);
        for (var i = 0; i < session.Inputs.Count; i++)
            asked.Inputs[i].Reset([rows, plan.Inputs[i].Width]);
        cells.Fill(asked.Inputs, rows);
        var feed = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < session.Inputs.Count; i++)
            feed[session.Inputs[i].Name] = BufferTensors.ToTensor(asked.Inputs[i]);
        runner.RunAsync(new[] { asked }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var expected = session.Run(feed);
        for (var i = 0; i < expected.Count; i++)
            if (!expected[i].Shape.SequenceEqual([rows, plan.Outputs[i].Width]) || !IsSame(expected[i], BufferTensors.ToTensor(asked.Outputs[i])))
                return $"Output '{session.Outputs[i].Name}' of made-up rows was not the engine's.";
        return null;
    }

    private static bool IsSame(Tensor engine, Tensor plan) => engine.Type switch
    {
        ElementType.Float32 => IsSame<float>(engine, plan, (left, right) => BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right) || (float.IsNaN(left) && float.IsNaN(right))),
        ElementType.Float64 => IsSame<double>(engine, plan, (left, right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || (double.IsNaN(left) && double.IsNaN(right))),
        ElementType.Int64 => IsSame<long>(engine, plan, (left, right) => left == right),
        ElementType.Boolean => IsSame<bool>(engine, plan, (left, right) => left == right),
        _ => IsSame<string>(engine, plan, (left, right) => left == right),
    };

    private static bool IsSame<T>(Tensor engine, Tensor plan, Func<T, T, bool> isSame)
    {
        var left = engine.Span<T>();
        var right = plan.Span<T>();
        for (var i = 0; i < left.Length; i++)
            if (!isSame(left[i], right[i]))
                return false;
        return left.Length == right.Length;
    }
}
