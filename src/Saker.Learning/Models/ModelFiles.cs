namespace Saker.Learning.Models;

/// <summary>The names of the files of a model folder.</summary>
internal static class ModelFiles
{
    public const string Mlmodel = "MLmodel";
    public const string Model = "model.onnx";
    public const string Signature = "signature.json";
    public const string Profile = "profile.json";
    public const string Evaluation = "evaluation.json";
    public const string Reference = "reference.json";
    public const string Importance = "importance.json";
    public const string Predictions = "predictions.json";
    public const string Card = "card.md";
    public const string Checks = "checks.yaml";
    public const string Behaviour = "behaviour.yaml";
    public const string InputExample = "input_example.json";
    public const string Requirements = "requirements.txt";
    public const string CondaEnvironment = "conda.yaml";
    public const string PythonEnvironment = "python_env.yaml";

    /// <summary>The hash of each other file, so that a changed one can be named; not part of the folder's hash, which covers the files themselves.</summary>
    public const string Manifest = "manifest.json";
}
