using System.Globalization;
using System.Text;
using Saker.Data.Sources;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

/// <summary>Made-up visits of some patients over two years: rows that belong together, in the order of time.</summary>
internal static class ToyVisits
{
    public static string WriteData(string folder, int rows = 300, int patients = 40, int seed = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder("patient,day,age,dose,relapse\n");
        for (var row = 0; row < rows; row++)
        {
            var (patient, dose) = (random.Next(patients), random.NextDouble());
            var day = new DateOnly(2023, 1, 1).AddDays(row * 730 / rows);
            var relapse = random.NextDouble() < 1 / (1 + Math.Exp(4 * (dose - 0.5) + ((patient % 5) - 2)));
            text.Append(CultureInfo.InvariantCulture, $"p{patient},{day:yyyy-MM-dd},{20 + patient},{dose:0.000},{(relapse ? "yes" : "no")}\n");
        }
        var path = Path.Combine(folder, "visits.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    public static Pipeline Over(string csv) => new()
    {
        Name = "visits",
        Source = new CsvSource { Path = csv },
        Target = new TargetSettings("relapse", "yes"),
        Preparation = new() { Steps = [new Drop { Columns = ColumnSelector.Of("patient", "day") }, .. PreparationPlan.Default.Steps] },
        Candidates = [new LogisticRegression(), new GradientBoosting { Trees = 20, MaxDepth = 2 }],
    };
}
