using System.Collections.Frozen;

namespace Saker.Onnx.Plans.Steps;

/// <summary>What a table has for each whole number.</summary>
/// <param name="value">The numbers.</param>
/// <param name="table">By number.</param>
/// <param name="otherwise">For a number that it does not have.</param>
/// <param name="result">Takes what it has.</param>
internal sealed class WholeLookupStep<TValue>(PlanValue value, FrozenDictionary<long, TValue> table, TValue otherwise, PlanValue result) : PlanStep
{
    public override void Run(PlanMemory memory, int rows)
    {
        var (from, into) = (memory.Elements<long>(value), memory.Elements<TValue>(result));
        for (var i = 0; i < rows * result.Width; i++)
            into[i] = table.TryGetValue(from[i], out var found) ? found : otherwise;
    }
}
