using System.Text.Json;
using Saker.Data;
using Saker.Learning.Preparation;

namespace Saker.Learning.Tests.Preparation;

/// <summary>Steps as a pipeline file declares them, here written in JSON.</summary>
internal static class Declared
{
    public static PreparationPlan Plan(string json)
    {
        var problems = new List<Problem>();
        var plan = PreparationPlan.Read(Steps(json, problems));
        Assert.Empty(problems);
        return plan;
    }

    /// <summary>What is wrong with one declared step.</summary>
    public static IReadOnlyList<Problem> ProblemsOf(string json)
    {
        var problems = new List<Problem>();
        var step = TransformCatalogue.Create(Steps($"[{json}]", problems)[0]);
        Assert.Equal(step is null, problems.Count > 0);
        return problems;
    }

    private static List<Settings> Steps(string json, List<Problem> problems)
    {
        var list = (IReadOnlyList<object?>)Plain(JsonDocument.Parse(json).RootElement)!;
        return [.. list.Select((step, i) => new Settings((IReadOnlyDictionary<string, object?>)step!, $"prepare[{i}]", problems))];
    }

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value)),
        JsonValueKind.Number => element.TryGetInt64(out var integer) ? integer : element.GetDouble(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Null => null,
        _ => element.GetBoolean(),
    };
}
