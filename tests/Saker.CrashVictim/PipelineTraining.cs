using System.Globalization;
using System.Text;
using Saker.Platform;
using Saker.Platform.Pipelines;
using Saker.Platform.Storage;

namespace Saker.CrashVictim;

/// <summary>A pipeline with a network, run once in a home; a run that was killed before is begun again and goes on where its fits were. At the end it says what the model is.</summary>
internal sealed class PipelineTraining(string home)
{
    public const int Switch = -5;

    private const string Declared = """
        pipeline: victim
        source: {csv: rows.csv}
        target: {column: answer, positive: "yes"}
        select: {folds: 2}
        candidates:
          - {trainer: neural, members: 1, layers: 1, width: 8, bins: 0, epochs: 24, patience: 0, batch: 32, mixup: 0.2, class_weights: balanced}
        """;

    public async Task RunAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(home, "rows.csv"), Rows());
        var options = new HomeOptions { Folder = home, Actor = "victim", FitCheckpointInterval = TimeSpan.FromTicks(1) };
        await using var saker = await SakerPlatform.OpenAsync(options, CancellationToken.None);
        var result = await saker.Pipelines.RunAsync(PipelineFile.Parse(Declared, home), new Told(), CancellationToken.None);
        Acknowledgement.Say($"trained {result.ModelHash}");
    }

    private static string Rows()
    {
        var random = new Random(1);
        var text = new StringBuilder("a,b,answer\n");
        for (var row = 0; row < 160; row++)
        {
            var (a, b) = (random.NextDouble(), random.NextDouble());
            text.Append(CultureInfo.InvariantCulture, $"{a},{b},{(a + b + random.NextDouble() > 1.5 ? "yes" : "no")}\n");
        }
        return text.ToString();
    }

    private sealed class Told : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value)
        {
            if (value is FitRound round)
                Acknowledgement.Say($"{(round.Fold is null ? "final" : "fold")} {round.Text}");
            else if (value is PipelineWarning warning)
                Acknowledgement.Say($"warning {warning.Message}");
        }
    }
}
