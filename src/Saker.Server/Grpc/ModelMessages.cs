using System.Globalization;
using Saker.Onnx;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Tensors;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;
using Saker.Server.Http.OpenInference;
using Datatype = Saker.OpenInference.Tensors.Datatype;

namespace Saker.Server.Grpc;

/// <summary>What the extensions tell of models, as messages: the same facts as over HTTP.</summary>
internal static class ModelMessages
{
    /// <summary>The tensors of the graph; extents without the rows where a most of rows is said.</summary>
    public static ModelConfig ToConfig(string name, LoadedModel model, int maxRows)
    {
        var config = new ModelConfig { Name = name, Platform = model.Platform, Backend = ModelText.Backend, MaxBatchSize = model.TakesRows ? maxRows : 0 };
        foreach (var input in model.ToldInputs)
            config.Input.Add(new ModelInput { Name = input.Name, DataType = Type(input), Dims = { Extents(input, model.TakesRows) } });
        foreach (var output in model.Outputs)
            config.Output.Add(new ModelOutput { Name = output.Name, DataType = Type(output), Dims = { Extents(output, model.TakesRows) } });
        if (model.Batching is { IsBatching: true } batching)
            config.DynamicBatching = new ModelDynamicBatching { PreferredBatchSize = { batching.MaxRows }, MaxQueueDelayMicroseconds = (ulong)batching.MaxWait.TotalMicroseconds };
        config.Parameters.Add(ModelText.RowPlan, new ModelParameter { StringValue = ModelText.RowPlanOf(model) });
        return config;
    }

    public static ModelStatistics ToMessage(VersionReport report)
    {
        var statistics = report.Statistics;
        var message = new ModelStatistics
        {
            Name = report.Name,
            Version = report.Version.ToString(CultureInfo.InvariantCulture),
            LastInference = (ulong)(statistics.LastInferenceAt?.ToUnixTimeMilliseconds() ?? 0),
            InferenceCount = (ulong)statistics.InferenceCount,
            ExecutionCount = (ulong)statistics.ExecutionCount,
            InferenceStats = new InferStatistics
            {
                Success = ToMessage(statistics.Success),
                Fail = ToMessage(statistics.Fail),
                Queue = ToMessage(statistics.Queue),
                ComputeInput = ToMessage(statistics.ComputeInput),
                ComputeInfer = ToMessage(statistics.ComputeInfer),
                ComputeOutput = ToMessage(statistics.ComputeOutput),
                CacheHit = ToMessage(statistics.CacheHit),
                CacheMiss = ToMessage(statistics.CacheMiss),
            },
        };
        message.BatchStats.AddRange(statistics.Batches.Select(ToMessage));
        return message;
    }

    private static InferBatchStatistics ToMessage(BatchTotals batch) => new()
    {
        BatchSize = (ulong)batch.BatchSize,
        ComputeInput = ToMessage(batch.ComputeInput),
        ComputeInfer = ToMessage(batch.ComputeInfer),
        ComputeOutput = ToMessage(batch.ComputeOutput),
    };

    private static StatisticDuration ToMessage(DurationTotal total) => new() { Count = (ulong)total.Count, Ns = (ulong)total.Nanoseconds };

    private static IEnumerable<long> Extents(TensorSpec spec, bool hasRows) => spec.Shape.Skip(hasRows ? 1 : 0).Select(extent => Math.Max(extent, -1));

    private static DataType Type(TensorSpec spec) => ElementDatatypes.Of(spec.Type) switch
    {
        Datatype.Bool => DataType.TypeBool,
        Datatype.UInt8 => DataType.TypeUint8,
        Datatype.UInt16 => DataType.TypeUint16,
        Datatype.UInt32 => DataType.TypeUint32,
        Datatype.UInt64 => DataType.TypeUint64,
        Datatype.Int8 => DataType.TypeInt8,
        Datatype.Int16 => DataType.TypeInt16,
        Datatype.Int32 => DataType.TypeInt32,
        Datatype.Int64 => DataType.TypeInt64,
        Datatype.Fp16 => DataType.TypeFp16,
        Datatype.Bf16 => DataType.TypeBf16,
        Datatype.Fp32 => DataType.TypeFp32,
        Datatype.Fp64 => DataType.TypeFp64,
        _ => DataType.TypeString,
    };
}
