using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>
/// What a session computes on: the processor, or a GPU of NVIDIA's by the engine's CUDA provider. The engine that comes with Saker computes on the processor alone; one that was built
/// for CUDA, with its provider's libraries, takes its place beside the program. What the provider has no kernel for runs on the processor.
/// </summary>
public sealed record ExecutionDevice
{
    private const string CudaWord = "cuda";
    private const string CudaProvider = "CUDAExecutionProvider";

    private ExecutionDevice(int? cuda) => CudaIndex = cuda;

    /// <summary>The processor.</summary>
    public static ExecutionDevice Cpu { get; } = new(cuda: null);

    /// <summary>Which GPU, counted from 0 as CUDA counts them; null for the processor.</summary>
    public int? CudaIndex { get; }

    /// <summary>The engine's names of what it can compute on, the preferred first.</summary>
    /// <exception cref="OnnxException">The engine cannot be started.</exception>
    public static IReadOnlyList<string> Providers => SessionLoading.Providers();

    /// <summary>Whether the engine that is there has the CUDA provider; whether there is a GPU shows only when a session is opened.</summary>
    public static bool HasCuda => Providers.Contains(CudaProvider);

    /// <summary>A GPU by the CUDA provider.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="OnnxException">The number is negative.</exception>
    public static ExecutionDevice Cuda(int index = 0) => index >= 0 ? new(index) : throw new OnnxException($"There is no device cuda:{index}; the first is cuda:0.");

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="OnnxException">It is none of these.</exception>
    public static ExecutionDevice Parse(string text)
    {
        if (text == "cpu")
            return Cpu;
        if (text == CudaWord)
            return Cuda();
        if (text.StartsWith(CudaWord + ":", StringComparison.Ordinal) && int.TryParse(text.AsSpan(CudaWord.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return Cuda(index);
        throw new OnnxException($"'{text}' is no device; give cpu, cuda or, of several, cuda:1.");
    }

    /// <summary>Makes sure that the engine has what the device needs; whether a GPU is there shows only when a session is opened.</summary>
    /// <exception cref="OnnxException">It has not, with what to do about it.</exception>
    public void Require()
    {
        if (CudaIndex is not null && !HasCuda)
        {
            throw new OnnxException(
                $"The ONNX Runtime beside the program cannot compute on {this}; it has {string.Join(" and ", Providers)}. Put one that was built for CUDA in its place (libonnxruntime and libonnxruntime_providers_cuda), or take the device cpu.");
        }
    }

    public override string ToString() => CudaIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $"{CudaWord}:{index}") : "cpu";

    /// <exception cref="OnnxException">The engine has no such provider, or there is no such GPU.</exception>
    internal void AddTo(SessionOptions options)
    {
        if (CudaIndex is not { } index)
            return;
        Require();
        try
        {
            options.AppendExecutionProvider_CUDA(index);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new OnnxException($"{this} cannot be used: {EngineMessages.Of(exception)}. Is the GPU there, with its driver and CUDA's libraries? Else take the device cpu.", exception);
        }
    }
}
