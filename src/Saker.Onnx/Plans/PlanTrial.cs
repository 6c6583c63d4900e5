using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>Runs made-up rows through a plan and through the engine: only a plan whose answers are the engine's, bit by bit, is used.</summary>
/// <param name="model">The graph.</param>
/// <param name="session">The engine's.</param>
/// <param name="plan">The plan's.</param>
internal sealed class PlanTrial(OnnxModel model, OnnxSession session, RowPlan plan)
{
    // Rows beyond a block's, so that blocks are tried too; some rows alone, as most requests are.
    private const int RowsTogether = (4 * RowPlan.BlockRows) + 1;
    private const int RowsAlone = 8;

    private readonly TrialCells _cells = new(model);

    /// <summary>What differs, as a sentence; null where nothing does.</summary>
    public string? FindDifference()
    {
        try
        {
            if (FindDifference(RowsTogether) is { } together)
                return together;
            for (var i = 0; i < RowsAlone; i++)
                if (FindDifference(1) is { } alone)
                    return alone;
            return null;
        }
        catch (OnnxException exception)
        {
            return $"Made-up rows could not be tried: {exception.Message}";
        }
    }

    private string? FindDifference(int rows)
    {
        var asked = new TensorSet(session.Inputs, session.Outputs);
        var feed = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < session.Inputs.Count; i++)
        {
            asked.Inputs[i].Reset([rows, plan.Inputs[i].Width]);
            _cells.Fill(asked.Inputs[i]);
            feed[session.Inputs[i].Name] = BufferTensors.ToTensor(asked.Inputs[i]);
        }
        using (var runner = plan.NewRunner(session))
            runner.RunAsync(new[] { asked }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var expected = session.Run(feed);
        for (var i = 0; i < expected.Count; i++)
            if (!expected[i].Shape.SequenceEqual([rows, plan.Outputs[i].Width]) || !IsSame(expected[i], BufferTensors.ToTensor(asked.Outputs[i])))
                return $"Output '{session.Outputs[i].Name}' of made-up rows was not the engine's.";
        return null;
    }

    private static bool IsSame(Tensor engine, Tensor plan) => engine.Type switch
    {
        ElementType.Float32 => IsSame<float>(engine, plan),
        ElementType.Float64 => IsSame<double>(engine, plan),
        ElementType.Int64 => IsSame<long>(engine, plan),
        ElementType.Boolean => IsSame<bool>(engine, plan),
        _ => IsSame<string>(engine, plan),
    };

    // Missing equals missing, whatever its bits, and 0 equals -0.
    private static bool IsSame<T>(Tensor engine, Tensor plan) => engine.Span<T>().SequenceEqual(plan.Span<T>(), EqualityComparer<T>.Default);
}
