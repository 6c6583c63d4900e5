using System.CommandLine;
using Saker.Learning.Explanation;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Cli.Commands;

/// <summary>The flags of <c>saker up</c> that say how versions are kept in memory.</summary>
internal sealed class ServingFlags
{
    private static readonly ServingOptions Default = new();

    private readonly Option<long> _maxBytes = new("--max-loaded-bytes") { Description = "The most memory for loaded models, by their estimates; beyond it the longest unused are unloaded.", DefaultValueFactory = _ => Default.MaxLoadedBytes };
    private readonly Option<int> _maxVersions = new("--max-loaded-versions") { Description = "The most versions in memory at the same time.", DefaultValueFactory = _ => Default.MaxLoadedVersions };
    private readonly Option<int> _maxLoads = new("--max-concurrent-loads") { Description = "How many versions may be loaded at the same time.", DefaultValueFactory = _ => Default.MaxConcurrentLoads };
    private readonly Option<int> _warmUpRuns = new("--warm-up-runs") { Description = "How often example rows run through a version before it takes traffic.", DefaultValueFactory = _ => Default.WarmUpRuns };
    private readonly Option<double> _trialSeconds = new("--batching-trial-timeout") { Description = "The seconds that it may take to try whether a version's rows may share runs.", DefaultValueFactory = _ => Default.BatchingTrialTimeout.TotalSeconds };

    private readonly Option<bool> _noRowPlans = new("--no-row-plans") { Description = "Run every graph by the engine, also those of few known operators that Saker can compute itself, row by row." };

    private readonly Option<long> _maxAnswerBytes = new("--max-answer-bytes") { Description = "The most bytes that the tensors of one answer may have; a request that makes a model give more is refused.", DefaultValueFactory = _ => Default.MaxAnswerBytes };

    private readonly Option<long> _maxImportBytes = new("--max-import-bytes") { Description = "The largest ONNX file that is imported, in bytes.", DefaultValueFactory = _ => Default.MaxImportBytes };

    private readonly Option<int> _maxFailedRuns = new("--max-failed-runs") { Description = "After so many failed runs in a row a version is degraded, until one succeeds.", DefaultValueFactory = _ => Default.MaxFailedRuns };

    private readonly Option<string> _device = new("--device") { Description = "What models are computed on: cpu, cuda or, of several GPUs, cuda:1; for CUDA an ONNX Runtime that was built for it must lie beside the program.", DefaultValueFactory = _ => Default.Device };

    private readonly Option<int> _explainRows = new("--max-explained-rows") { Description = "The most rows of a request that are explained.", DefaultValueFactory = _ => Default.Explaining.MaxRows };
    private readonly Option<double> _explainSeconds = new("--explain-timeout") { Description = "The seconds that the explanations of one request may take.", DefaultValueFactory = _ => Default.Explaining.Timeout.TotalSeconds };
    private readonly Option<string> _explainMethod = new("--explain-method") { Description = $"How answers are explained: {string.Join(", ", ExplanationWords.Methods)}.", DefaultValueFactory = _ => Default.Explaining.Method.Word() };

    public void AddTo(Command command)
    {
        command.Options.Add(_maxBytes);
        command.Options.Add(_maxVersions);
        command.Options.Add(_maxLoads);
        command.Options.Add(_warmUpRuns);
        command.Options.Add(_trialSeconds);
        command.Options.Add(_noRowPlans);
        command.Options.Add(_maxAnswerBytes);
        command.Options.Add(_maxImportBytes);
        command.Options.Add(_maxFailedRuns);
        command.Options.Add(_device);
        command.Options.Add(_explainRows);
        command.Options.Add(_explainSeconds);
        _explainMethod.AcceptOnlyFromAmong([.. ExplanationWords.Methods]);
        command.Options.Add(_explainMethod);
    }

    public ServingOptions Read(ParseResult parsed) => Default with
    {
        MaxLoadedBytes = parsed.GetValue(_maxBytes),
        MaxLoadedVersions = parsed.GetValue(_maxVersions),
        MaxConcurrentLoads = parsed.GetValue(_maxLoads),
        WarmUpRuns = parsed.GetValue(_warmUpRuns),
        BatchingTrialTimeout = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_trialSeconds), 0, 3_600)),
        UsesRowPlans = !parsed.GetValue(_noRowPlans),
        MaxAnswerBytes = parsed.GetValue(_maxAnswerBytes),
        MaxImportBytes = parsed.GetValue(_maxImportBytes),
        MaxFailedRuns = parsed.GetValue(_maxFailedRuns),
        Device = parsed.GetValue(_device)!,
        Explaining = Default.Explaining with
        {
            MaxRows = parsed.GetValue(_explainRows),
            Timeout = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_explainSeconds), 0, 3_600)),
            Method = ExplanationWords.FindMethod(parsed.GetValue(_explainMethod)!) ?? Default.Explaining.Method,
        },
    };
}
