using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>Starts the engine and loads graphs into it.</summary>
internal static class SessionLoading
{
    private static readonly Lock Starting = new();

    public static InferenceSession Load(byte[] model, SessionSettings settings)
    {
        if (settings.ThreadCount < 1)
            throw new OnnxException($"A session needs at least one thread; {settings.ThreadCount} was given.");
        try
        {
            Start();
            using var options = new SessionOptions
            {
                IntraOpNumThreads = settings.ThreadCount,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = settings.Optimization,
                // Every failure comes back as an exception; the engine's own lines on standard error would say it twice.
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            // Threads that spin while they wait take the processor from others.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
            if (settings.FlushesDenormals)
                options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
            settings.Device.AddTo(options);
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new OnnxException($"The graph cannot be loaded: {EngineMessages.Of(exception)}", exception);
        }
        catch (Exception exception) when (IsMissing(exception))
        {
            throw Missing(exception);
        }
    }

    /// <summary>What the engine can compute on.</summary>
    public static string[] Providers()
    {
        try
        {
            Start();
            return OrtEnv.Instance().GetAvailableProviders();
        }
        catch (Exception exception) when (IsMissing(exception))
        {
            throw Missing(exception);
        }
    }

    private static bool IsMissing(Exception exception) => exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException;

    private static OnnxException Missing(Exception exception) =>
        new($"ONNX Runtime cannot be started: its native library is missing beside the program or does not fit it. {exception.Message}", exception);

    // The environment is made once a process; the first to make it decides what it logs.
    private static void Start()
    {
        lock (Starting)
        {
            if (OrtEnv.IsCreated)
                return;
            var options = new EnvironmentCreationOptions { logId = "saker", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv.CreateInstanceWithOptions(ref options);
        }
    }
}
