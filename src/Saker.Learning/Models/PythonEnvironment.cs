namespace Saker.Learning.Models;

/// <summary>What a Python program needs to load the model with MLflow, in the three forms that MLflow looks for.</summary>
internal static class PythonEnvironment
{
    public const string Requirements = "mlflow\nonnx\nonnxruntime\npandas\n";

    public const string Virtualenv = "python: \"3.11\"\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n";

    public const string Conda = "name: mlflow-env\nchannels:\n- conda-forge\ndependencies:\n- python=3.11\n- pip\n- pip:\n  - mlflow\n  - onnx\n  - onnxruntime\n  - pandas\n";
}
