using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Trainers;
using Saker.Platform.Gates;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Pipelines;

/// <summary>Reads a pipeline file. Every problem in it is reported at once, each with its line and key.</summary>
public static class PipelineFile
{
    /// <summary>
    /// Reads the file; paths in it are relative to its folder. Where something in it is wrong, what it asks of its data that is not there is told with it.
    /// </summary>
    /// <exception cref="SakerException">The file is missing, is no YAML, or holds keys or values that are not understood.</exception>
    public static async Task<Pipeline> LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new SakerException(ErrorKind.InvalidInput, $"'{path}' is a folder; name a pipeline file in it.");
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.NotFound, $"The pipeline file '{path}' cannot be read: {exception.Message}", inner: exception);
        }
        var yaml = ReadYaml(text, path);
        var problems = new List<Problem>();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var pipeline = Read(new Settings(yaml.Values, "", problems), folder) with { Declared = new PipelineText(text, folder), Lines = new PipelineLines(path, yaml) };
        if (problems.Count == 0)
            return pipeline;
        problems.AddRange(await DataProblems.FindBesideAsync(pipeline, problems, cancellationToken));
        throw pipeline.Lines.Refuse(problems);
    }

    /// <summary>Reads a pipeline from text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="folder">What paths in it are relative to.</param>
    /// <param name="name">What to call the text in messages.</param>
    public static Pipeline Parse(string text, string folder, string name = "the pipeline")
    {
        var yaml = ReadYaml(text, name);
        var problems = new List<Problem>();
        var pipeline = Read(new Settings(yaml.Values, "", problems), folder);
        return problems.Count == 0 ? pipeline with { Declared = new PipelineText(text, Path.GetFullPath(folder)) } : throw new PipelineLines(name, yaml).Refuse(problems);
    }

    private static YamlText ReadYaml(string text, string name)
    {
        try
        {
            return YamlText.Parse(text);
        }
        catch (SakerException exception)
        {
            throw new SakerException(exception.Kind, $"{name}: {exception.Message}", inner: exception);
        }
    }

    private static Pipeline Read(Settings file, string folder)
    {
        var target = TargetSection.Read(file.Section("target"));
        var deploy = DeploySection.Read(file);
        var candidates = CandidateSections.Read(file);
        var pipeline = new Pipeline
        {
            Name = file.Text("pipeline"),
            Source = SourceSettings.Create(file.Section("source"), folder),
            Checks = CheckSuite.Create(file.Sections("checks")) with { Folder = folder },
            Privacy = PrivacySection.Read(file, folder),
            Target = target,
            Split = SplitSection.Read(file.Section("split"), target.Task),
            Leakage = LeakageSection.Read(file),
            Preparation = file.Has("prepare") ? PreparationPlan.Read(file.Sections("prepare")) : PreparationPlan.Default,
            Candidates = candidates.Trainers,
            Tuning = candidates.Tuning,
            Select = SelectSection.Read(file.Section("select"), target.Task),
            Threshold = ThresholdPolicy.Create(file.Section("threshold")),
            Gates = file.Has("gates") ? GateSuiteText.Read(file.Section("gates"), file) : null,
            Card = CardSection.Read(file.Section("card")),
            Fairness = PeopleSection.ReadFairness(file),
            Mitigation = PeopleSection.ReadMitigation(file),
            Behaviour = PeopleSection.ReadBehaviour(file),
            Calibration = CalibrationSection.Read(file, "calibrate"),
            Evaluation = EvaluationPlan.Create(file.Section("evaluate")),
            Register = Register(file),
            Endpoint = deploy.Endpoint,
            EndpointSettings = deploy.Settings,
            Rollout = deploy.Rollout,
            Monitor = deploy.Monitor,
            Retrain = deploy.Retrain,
        };
        if (!file.Has("candidates") || file.Sections("candidates").Count == 0)
            file.Report("candidates", $"at least one trainer is needed; known are: {string.Join(", ", TrainerCatalogue.Names)}.");
        if (pipeline.Endpoint is not null && pipeline.Register is null)
            file.Report("deploy", "only a registered model can be deployed; add 'register: {model: NAME}'.");
        foreach (var problem in SplitRules.Check(pipeline.Split, pipeline.Select).Concat(TuningRules.Check(pipeline)))
            file.Report(problem.Field, problem.Message);
        foreach (var problem in PeopleSection.Check(pipeline).Concat(PrivacySection.Check(pipeline)))
            file.Report(problem.Field, problem.Message);
        TaskRules.Report(pipeline, file);
        file.RejectUnknown();
        return pipeline;
    }

    private static RegisterSettings? Register(Settings file)
    {
        if (!file.Has("register"))
            return null;
        var register = file.Section("register");
        var settings = new RegisterSettings(register.Text("model"), register.OptionalText("alias"));
        register.RejectUnknown();
        return settings;
    }
}
