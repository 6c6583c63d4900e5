using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>
/// A graph of rows as a short list of steps over small arrays: for one row of a table, calling the engine's operators costs more than what they
/// compute. Only operators whose results equal the engine's to the bit become steps, and a plan is used only where it was tried, see <see cref="PlanTrial"/>.
/// Thread-safe; each <see cref="PlanRunner"/> has memory of its own.
/// </summary>
internal sealed class RowPlan
{
    /// <summary>Rows that are computed at once: few enough that what they need stays in the processor's caches.</summary>
    public const int BlockRows = 32;

    /// <summary>The most that a runner's memory may take.</summary>
    public const long MaxMemoryBytes = 1 << 20;

    /// <summary>What memories hold.</summary>
    public required IReadOnlyList<PlanSlot> Slots { get; init; }

    /// <summary>In the order of the session's inputs.</summary>
    public required IReadOnlyList<PlanValue> Inputs { get; init; }

    /// <summary>In the order of the session's outputs.</summary>
    public required IReadOnlyList<PlanValue> Outputs { get; init; }

    /// <summary>In the order in which they run.</summary>
    public required PlanStep[] Steps { get; init; }

    /// <summary>About the bytes that a runner's memory takes.</summary>
    public long MemoryBytes => Slots.Where(slot => slot.Constant is null).Sum(slot => (long)slot.Width * BlockRows * (slot.Type == ElementType.Text ? 16 : ElementTypes.Size(slot.Type)));

    /// <summary>A runner with memory of its own.</summary>
    /// <param name="session">Whose graph it is.</param>
    public IBatchRunner NewRunner(OnnxSession session) => new PlanRunner(this, new RowLimit(session));

    /// <summary>Computes the outputs of the first rows from their inputs.</summary>
    public void Run(PlanMemory memory, int rows)
    {
        foreach (var step in Steps)
            step.Run(memory, rows);
    }
}
