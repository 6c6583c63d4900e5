using System.Text.Json;
using Saker.Learning.Preparation;

namespace Saker.Learning.Tests.Preparation;

public sealed class TransformReferenceTests
{
    private static readonly TransformReference Reference = TransformReference.Load();

    public static TheoryData<string> Steps => [.. Reference.Cases.Select(Show)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Features_are_those_of_scikit_learn_and_pandas(string steps)
    {
        var expected = Reference.Cases.Single(candidate => Show(candidate) == steps);
        var fitted = Declared.Plan(expected.GetProperty("steps").GetRawText())
            .Fit(Reference.Train, TransformReference.Texts(expected.GetProperty("columns")), TestContext.Current.CancellationToken);

        var features = fitted.Apply(Reference.Test);

        Assert.Equal(TransformReference.Texts(expected.GetProperty("names")), fitted.FeatureNames);
        for (var row = 0; row < features.RowCount; row++)
        {
            var numbers = TransformReference.Numbers(expected.GetProperty("values")[row]);
            for (var i = 0; i < numbers.Length; i++)
                Assert.Equal((float)numbers[i], features.Row(row)[i], double.IsNaN(numbers[i]) ? 0 : Math.Abs((float)numbers[i]) * 1e-6f + 1e-9f);
        }
    }

    [Fact]
    public void The_reference_covers_every_transform() =>
        Assert.All(TransformCatalogue.Names, name => Assert.Contains(Reference.Cases, candidate => Show(candidate).Contains($"\"{name}\"", StringComparison.Ordinal)));

    private static string Show(JsonElement expected) => $"{expected.GetProperty("steps").GetRawText()} of {expected.GetProperty("columns").GetRawText()}";
}
