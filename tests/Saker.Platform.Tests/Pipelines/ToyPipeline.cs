using System.Globalization;
using System.Text;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Learning.Trainers;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

/// <summary>A small pipeline over made-up customers, quick enough for every test.</summary>
internal static class ToyPipeline
{
    /// <summary>Writes a CSV file of made-up customers: the younger and those who pay by cheque leave more often.</summary>
    public static string WriteData(string folder, int rows = 400, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id,age,spend,payment,left\n");
        for (var row = 0; row < rows; row++)
        {
            var age = random.Next(18, 90);
            var cheque = random.NextDouble() < 0.4;
            var spend = random.NextDouble() < 0.05 ? "" : (random.NextDouble() * 100).ToString("0.00", CultureInfo.InvariantCulture);
            var leaves = random.NextDouble() < 1 / (1 + Math.Exp((age - 40) / 10.0 - (cheque ? 1.5 : 0)));
            text.Append(CultureInfo.InvariantCulture, $"c{row},{age},{spend},{(cheque ? "cheque" : "card")},{(leaves ? "yes" : "no")}\n");
        }
        var path = Path.Combine(folder, "customers.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    public static Pipeline Over(string csv) => new()
    {
        Name = "toy",
        Source = new CsvSource { Path = csv },
        Checks = new CheckSuite { Checks = [new RangeCheck("age") { Min = 0, Max = 120 }, new UniqueCheck("id")] },
        Target = new TargetSettings("left", "yes"),
        Preparation = new() { Steps = [new Learning.Preparation.Drop { Columns = Learning.Preparation.ColumnSelector.Of("id") }, .. Learning.Preparation.PreparationPlan.Default.Steps] },
        Candidates = [new LogisticRegression(), new GradientBoosting { Trees = 20, MaxDepth = 2 }],
        Register = new RegisterSettings("toy", "champion"),
        Endpoint = "toy",
    };
}
