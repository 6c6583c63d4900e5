using Google.Protobuf.Reflection;
using Saker.OpenInference.Messages;

namespace Saker.OpenInference.Tests.Messages;

/// <summary>Numbers are all that the wire has: those of the extensions, as Triton's clients expect them.</summary>
public sealed class FieldNumberTests
{
    public static TheoryData<string, string> Expected => new()
    {
        { "ModelConfigRequest", "name=1 version=2" },
        { "ModelConfigResponse", "config=1" },
        { "ModelConfig", "name=1 platform=2 max_batch_size=4 input=5 output=6 dynamic_batching=11 parameters=14 backend=17" },
        { "ModelInput", "name=1 data_type=2 dims=4" },
        { "ModelOutput", "name=1 data_type=2 dims=3" },
        { "ModelDynamicBatching", "preferred_batch_size=1 max_queue_delay_microseconds=2" },
        { "ModelStatisticsRequest", "name=1 version=2" },
        { "ModelStatisticsResponse", "model_stats=1" },
        { "ModelStatistics", "name=1 version=2 last_inference=3 inference_count=4 execution_count=5 inference_stats=6 batch_stats=7 memory_usage=8" },
        { "InferStatistics", "success=1 fail=2 queue=3 compute_input=4 compute_infer=5 compute_output=6 cache_hit=7 cache_miss=8" },
        { "InferBatchStatistics", "batch_size=1 compute_input=2 compute_infer=3 compute_output=4" },
        { "StatisticDuration", "count=1 ns=2" },
        { "MemoryUsage", "type=1 id=2 byte_size=3" },
        { "InferParameter", "bool_param=1 int64_param=2 string_param=3 double_param=4 uint64_param=5" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Fields_have_the_numbers_that_clients_expect(string message, string fields)
    {
        var found = InferenceReflection.Descriptor.FindTypeByName<MessageDescriptor>(message);
        Assert.Equal(fields, string.Join(' ', found.Fields.InFieldNumberOrder().Select(field => $"{field.Name}={field.FieldNumber}")));
    }

    [Fact]
    public void Data_types_of_a_configuration_have_the_numbers_that_clients_expect()
    {
        string[] expected = ["INVALID", "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "STRING", "BF16"];
        var values = InferenceReflection.Descriptor.FindTypeByName<EnumDescriptor>("DataType").Values;
        Assert.Equal(expected.Select((name, number) => ($"TYPE_{name}", number)), values.Select(value => (value.Name, value.Number)));
    }
}
