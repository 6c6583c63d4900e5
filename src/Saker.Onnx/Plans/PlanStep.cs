namespace Saker.Onnx.Plans;

/// <summary>One operation of a plan. Holds nothing of a run: all runs share it.</summary>
internal abstract class PlanStep
{
    /// <summary>Computes its result for the first rows of a memory.</summary>
    /// <param name="memory">Has what it reads, and takes what it gives.</param>
    /// <param name="rows">From 1 to <see cref="RowPlan.BlockRows"/>.</param>
    public abstract void Run(PlanMemory memory, int rows);
}
