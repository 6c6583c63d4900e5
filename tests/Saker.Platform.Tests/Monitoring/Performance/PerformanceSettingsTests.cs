using System.Text;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Platform.Tests.Monitoring.Performance;

public sealed class PerformanceSettingsTests
{
    private const string Yaml =
        """
        performance:
          window: 6h
          settle: 2d
          min_outcomes: 200
          score: accuracy
          alpha: 0.05
          min_loss: 0.1
          segments:
            - Contract
            - name: new
              where: tenure < 6
          detectors: [adwin, page_hinkley]
          task: multiclass
          probability: p_
        """;

    [Fact]
    public void Settings_survive_yaml_and_json()
    {
        var read = MonitorSettingsText.ReadYaml(Yaml);

        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.FromDays(2), 200, "accuracy", ScoreTask.Multiclass), (read.Performance.Window, read.Performance.Settle, read.Performance.MinOutcomes, read.Performance.Score, read.Performance.Task!.Value));
        Assert.Equal([("Contract", null), (null, "tenure < 6")], read.Performance.Segments.Select(segment => (segment.Column, segment.Where)));
        var again = MonitorSettingsText.ReadJson(MonitorSettingsText.WriteJson(read));
        Assert.Equal(Encoding.UTF8.GetString(MonitorSettingsText.WriteJson(read)), Encoding.UTF8.GetString(MonitorSettingsText.WriteJson(again)));
        Assert.Equal(MonitorSettingsText.WriteYaml(read), MonitorSettingsText.WriteYaml(MonitorSettingsText.ReadYaml(MonitorSettingsText.WriteYaml(read))));
    }

    [Fact]
    public void What_nobody_changed_is_the_default() => Assert.Equal(MonitorSettings.Default, MonitorSettingsText.ReadJson(MonitorSettingsText.WriteJson(MonitorSettings.Default)));

    [Fact]
    public void Everything_that_is_wrong_is_named()
    {
        var failure = Assert.Throws<SakerException>(() => MonitorSettingsText.ReadYaml(
            """
            performance:
              window: 90s
              min_outcomes: 1
              alpha: 2
              detectors: [guess]
              task: ranking
              segments: [{name: x, where: "1 +"}]
              treshold: 3
            """));

        foreach (var field in (string[])["window", "min_outcomes", "alpha", "detectors", "task", "segments", "treshold"])
            Assert.Contains(failure.Problems, problem => problem.Field.Contains(field, StringComparison.Ordinal));
    }
}
