using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Tests.Gradients;

public sealed class GradientTests
{
    private static readonly Dictionary<string, GradientCase> s_cases =
        ElementwiseCases.All.Concat(ShapeCases.All).Concat(LinearCases.All).Concat(SpatialCases.All).Concat(RecurrentCases.All).Concat(ControlCases.All).ToDictionary(tried => tried.Name);

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_what_small_steps_give_at_two_levels_of_optimisation(string name)
    {
        foreach (var level in new[] { GraphOptimizationLevel.ORT_DISABLE_ALL, GraphOptimizationLevel.ORT_ENABLE_ALL })
            Assert.Equal($"{level}: agree", $"{level}: {FiniteDifferences.FindDifference(s_cases[name], level) ?? "agree"}");
    }
}
