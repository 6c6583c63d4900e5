using System.Collections.Frozen;

namespace Saker.Onnx.Tests.Conformance;

/// <summary>
/// Published cases that are read, validated and written, but not run, each with its reason. "Engine" is ONNX Runtime 1.29 on the processor.
/// </summary>
internal static class Exclusions
{
    private const string Training = "the engine has no operators of the training domain";
    private const string Random = "the result is random";
    private const string Sequence = "the case takes or gives sequences or optional values, and sessions run tensors";
    private const string NoKernel = "the engine has no kernel for these element types";
    /// <summary>Such cases are run once they are upgraded.</summary>
    public const string OldOperator = "the engine has no kernel for the operator as it was before operator set 7";
    private const string Batchwise = "the engine does not run recurrent layers with the batch first";
    private const string Locale = "the engine needs the locale en_US.UTF-8, which not every machine has";
    private const string Corners = "the engine samples otherwise when it scales down with corners aligned";
    private const string Digits = "the engine writes more or fewer digits of a number as text";
    private const string Like = "the published input has another shape than its model declares";
    private const string Truncated = "the published result was cut off, and the engine rounds to nearest";
    private const string Rule = "the engine reads the operator's optional output shape differently";

    private static readonly FrozenDictionary<string, string> Reasons = Build();

    public static string? Find(PublishedCase published) => Reasons.GetValueOrDefault(published.ToString());

    /// <summary>Excluded names of a family, to see that each is still there.</summary>
    public static IEnumerable<string> Of(string family) => Reasons.Keys.Where(name => name.StartsWith(family + "/", StringComparison.Ordinal));

    private static FrozenDictionary<string, string> Build()
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (reason, family, names) in Groups())
            foreach (var name in names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                reasons.Add($"{family}/test_{name}", reason);
        return reasons.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Reason, string Family, string Names)> Groups() =>
    [
        (Training, "node", "adagrad adagrad_multiple adam adam_multiple momentum momentum_multiple nesterov_momentum"),
        (Random, "node", """
            bernoulli bernoulli_double bernoulli_double_expanded bernoulli_expanded bernoulli_seed bernoulli_seed_expanded training_dropout
            training_dropout_default training_dropout_default_mask training_dropout_mask
            """),
        (NoKernel, "node", "bitshift_left_uint16 bitshift_right_uint16 max_int16 max_uint16 min_int16 min_uint16 pow_types_float32_uint32 pow_types_float32_uint64"),
        (Truncated, "node", "cast_FLOAT_to_BFLOAT16"),
        (Digits, "node", "cast_FLOAT_to_STRING castlike_FLOAT_to_STRING castlike_FLOAT_to_STRING_expanded"),
        (Like, "node", "castlike_BFLOAT16_to_FLOAT castlike_BFLOAT16_to_FLOAT_expanded castlike_FLOAT_to_BFLOAT16 castlike_FLOAT_to_BFLOAT16_expanded"),
        (Batchwise, "node", "gru_batchwise lstm_batchwise simple_rnn_batchwise"),
        (Sequence, "node", """
            identity_opt identity_sequence if_opt if_seq loop13_seq loop16_seq_none optional_get_element optional_get_element_sequence optional_has_element
            optional_has_element_empty sequence_insert_at_back sequence_insert_at_front sequence_map_add_1_sequence_1_tensor
            sequence_map_add_1_sequence_1_tensor_expanded sequence_map_add_2_sequences sequence_map_add_2_sequences_expanded sequence_map_extract_shapes
            sequence_map_extract_shapes_expanded sequence_map_identity_1_sequence sequence_map_identity_1_sequence_1_tensor
            sequence_map_identity_1_sequence_1_tensor_expanded sequence_map_identity_1_sequence_expanded sequence_map_identity_2_sequences
            sequence_map_identity_2_sequences_expanded
            """),
        (Rule, "node", "maxunpool_export_with_output_shape"),
        (Corners, "node", "resize_downsample_scales_cubic_align_corners resize_downsample_scales_linear_align_corners"),
        (Locale, "node", """
            strnormalizer_export_monday_casesensintive_lower strnormalizer_export_monday_casesensintive_upper strnormalizer_export_monday_empty_output
            strnormalizer_export_monday_insensintive_upper_twodim
            """),
        (Training, "simple", "gradient_of_add gradient_of_add_and_mul"),
        (Locale, "simple", """
            strnorm_model_monday_casesensintive_lower strnorm_model_monday_casesensintive_upper strnorm_model_monday_empty_output
            strnorm_model_monday_insensintive_upper_twodim
            """),
        (OldOperator, "pytorch-operator", """
            operator_add_broadcast operator_add_size1_broadcast operator_add_size1_right_broadcast operator_add_size1_singleton_broadcast operator_addconstant
            operator_addmm operator_basic operator_mm operator_non_float_params operator_params operator_pow
            """),
        (OldOperator, "pytorch-converted", """
            AvgPool1d AvgPool1d_stride AvgPool2d AvgPool2d_stride AvgPool3d AvgPool3d_stride AvgPool3d_stride1_pad0_gpu_input BatchNorm1d_3d_input_eval
            BatchNorm2d_eval BatchNorm2d_momentum_eval BatchNorm3d_eval BatchNorm3d_momentum_eval GLU GLU_dim Linear PReLU_1d PReLU_1d_multiparam PReLU_2d
            PReLU_2d_multiparam PReLU_3d PReLU_3d_multiparam PoissonNLLLLoss_no_reduce Softsign
            """),
    ];
}
