/** Made by `make types` from the server's OpenAPI document: not to be edited. */
export interface components {
    schemas: {
        /** AcquisitionLink */
        AcquisitionLink: {
            id: number;
            link_id: string;
            name: string;
            url: string;
            qr_svg_url: string;
            members: components["schemas"]["LinkMember"][];
            departments: number[];
            skip_verify: boolean;
            priority_type: number;
            priority_members: components["schemas"]["LinkMember"][];
            available: boolean;
            app: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            opened: number;
            added: number;
            chatted: number;
        };
        /** ActWanted */
        ActWanted: {
            watched: boolean;
            /** @default 0 */
            threshold: number;
            watchers?: string[];
        };
        /** Actor */
        Actor: {
            /** @enum {string} */
            kind: "system" | "app" | "admin" | "member" | "customer";
            id: number;
            name: string;
        };
        /** Added */
        Added: {
            /** @enum {string} */
            state: "active" | "requested";
            contact: components["schemas"]["AppContact"];
            conversation_id: number | null;
        };
        /** Admin */
        Admin: {
            userid: string;
            name: string;
        };
        /** Administrators */
        Administrators: {
            items: components["schemas"]["MemberView"][];
        };
        /** Admins */
        Admins: {
            member_ids: number[];
        };
        /** Already */
        Already: {
            conversation_id: number | null;
        };
        /** AlreadyIn */
        AlreadyIn: {
            conversation_id: number;
        };
        /** Answer */
        Answer: {
            text: string;
            comment_id?: number | null;
            /** @default  */
            client_id: string;
        };
        /** AnswerDay */
        AnswerDay: {
            /** Format: date */
            day: string;
            answers: number;
        };
        /** Answers */
        Answers: {
            /** @default 0 */
            reached: number;
            /** @default 0 */
            read: number;
            /** @default 0 */
            replied: number;
        };
        /** AppChange */
        AppChange: {
            name?: string | null;
            description?: string | null;
            may_contact?: boolean | null;
            enabled?: boolean | null;
            visible_departments?: number[] | null;
            visible_members?: number[] | null;
            visible_tags?: number[] | null;
        };
        /** AppContact */
        AppContact: {
            member_id: number;
            name: string;
            remark: string;
            avatar_url: string | null;
            title: string;
            department: string;
            corp: components["schemas"]["CorpCard"];
            /** @enum {string} */
            state: "active" | "requested" | "deleted" | "deleted_by_other";
            blocked: boolean;
            added_at: string | null;
            conversation_id: number | null;
            online: boolean;
            pinyin: string;
        };
        /** AppContacts */
        AppContacts: {
            items: components["schemas"]["AppContact"][];
        };
        /** AppList */
        AppList: {
            items: components["schemas"]["AppView"][];
        };
        /** AppSignIn */
        AppSignIn: {
            phone: string;
            code: string;
            name?: string | null;
        };
        /** AppView */
        AppView: {
            id: number;
            /** @enum {string} */
            kind: "contacts" | "customer_contact" | "archive" | "self_built";
            agentid: number | null;
            name: string;
            description: string;
            enabled: boolean;
            may_contact: boolean;
            visible_departments: number[];
            visible_members: number[];
            visible_people: components["schemas"]["VisibleMember"][];
            visible_tags: number[];
            callback: components["schemas"]["CallbackView"] | null;
            /** Format: date-time */
            created_at: string;
        };
        /** Application */
        Application: {
            /** @default  */
            apply_text: string;
        };
        /** ArchiveNotice */
        ArchiveNotice: {
            concerned: boolean;
            /** @enum {string} */
            mode: "ask" | "tell";
            agreed: boolean | null;
            at: string | null;
            member_name: string;
        };
        /** ArchivedMessage */
        ArchivedMessage: {
            seq: number;
            conversation_id: number;
            message_seq: number;
            sender_id: number;
            sender_name: string;
            sender_is_customer: boolean;
            kind: string;
            content: unknown;
            /** Format: date-time */
            sent_at: string;
            recalled: boolean;
        };
        /** ArchivedTalk */
        ArchivedTalk: {
            conversation_id: number;
            kind: string;
            title: string;
            messages: number;
            /** Format: date-time */
            last_at: string;
        };
        /** Asked */
        Asked: {
            definition: {
                [key: string]: unknown;
            };
            /** @default 10 */
            sample: number;
        };
        /** AskedFor */
        AskedFor: {
            plan_id?: number | null;
            handover_userid?: string | null;
            /**
             * @default html
             * @enum {string}
             */
            format: "csv" | "html";
        };
        /** AskedForm */
        AskedForm: {
            form_id: number;
            title: string;
            gone: boolean;
            questions: components["schemas"]["AskedQuestion"][];
        };
        /** AskedForms */
        AskedForms: {
            items: components["schemas"]["AskedForm"][];
            more: boolean;
        };
        /** AskedIds */
        AskedIds: {
            definition: {
                [key: string]: unknown;
            };
            /** @default 0 */
            after: number;
            /** @default 1000 */
            limit: number;
        };
        /** AskedOverlap */
        AskedOverlap: {
            sets: components["schemas"]["Laid"][];
        };
        /** AskedQuestion */
        AskedQuestion: {
            property: string;
            label: string;
            /** @enum {string} */
            type: "choice" | "choices" | "number" | "date";
            choices: string[];
        };
        /** AskedSizes */
        AskedSizes: {
            segment_ids: number[];
        };
        /** AskedWhy */
        AskedWhy: {
            profile_no: number;
            segment_id?: number | null;
            definition?: {
                [key: string]: unknown;
            } | null;
        };
        /** Attachment */
        Attachment: {
            /** @enum {string} */
            kind: "image" | "link" | "miniprogram" | "video" | "file";
            media_id?: string | null;
            media?: components["schemas"]["Media"] | null;
            title?: string | null;
            desc?: string | null;
            url?: string | null;
            image_url?: string | null;
            appid?: string | null;
            page?: string | null;
        };
        /** Attribute */
        Attribute: {
            key: string;
            field_no: number | null;
            name: string;
            /** @enum {string} */
            type: "text" | "number" | "boolean" | "date" | "choice" | "choices";
            choices: string[];
            value: unknown;
            said_at: string | null;
            source: string;
        };
        /** Audience */
        Audience: {
            userids?: string[];
            department_ids?: number[];
            tags_all?: string[];
            tags_any?: string[];
            tags_none?: string[];
            source_states?: string[];
            added_from?: string | null;
            added_until?: string | null;
            external_userids?: string[];
            tag_groups?: string[][];
            group_ids?: number[];
            label_ids?: number[];
            labels_all?: number[];
            labels_none?: number[];
            /** @default  */
            group_name: string;
            group_kinds?: ("customer" | ("supplier" | "distributor"))[];
        };
        /** AuditEntry */
        AuditEntry: {
            id: number;
            /** Format: date-time */
            at: string;
            name: string;
            title: string;
            subject: string;
            actor: components["schemas"]["Actor"];
            data: {
                [key: string]: unknown;
            };
        };
        /** Bar */
        Bar: {
            repeats: number;
            actual: number;
            expected: number;
        };
        /** Barred */
        Barred: {
            customer: components["schemas"]["GroupCustomer"];
            reason: string;
            by: string;
            /** Format: date-time */
            at: string;
            act_id: number | null;
        };
        /** BatchSource */
        BatchSource: {
            segment_id?: number | null;
            definition?: {
                [key: string]: unknown;
            } | null;
            profile_nos?: number[];
        };
        /** Because */
        Because: {
            profile_no: number;
            holds: boolean;
            tree: components["schemas"]["Why"];
        };
        /** Begun */
        Begun: {
            began: boolean;
        };
        /** BgNbd */
        BgNbd: {
            r: number;
            alpha: number;
            a: number;
            b: number;
        };
        /** Broadcast */
        Broadcast: {
            id: number;
            msgid: string;
            /** @enum {string} */
            state: "review" | "scheduled" | "preparing" | "open" | "finished" | "cancelled" | "rejected";
            /** @enum {string} */
            origin: "console" | "api" | "desk";
            /** @enum {string} */
            purpose: "marketing" | "service";
            text: string;
            attachments: components["schemas"]["Attachment"][];
            audience: components["schemas"]["Audience"];
            allow_select: boolean;
            send_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            decided_by: string | null;
            reason: string | null;
            decidable: boolean;
            prepared: number;
            customers: number;
            members: number;
            sums: components["schemas"]["Sums"];
            refusals: components["schemas"]["RuleCount"][];
            quiet_until: string | null;
            reminders_left: number;
            /**
             * @default single
             * @enum {string}
             */
            chat_type: "single" | "group";
        };
        /** Brought */
        Brought: {
            external_userid: string;
            name: string;
            userid: string;
            member_name: string;
            state: string;
            chat_status: number;
            /** Format: date-time */
            added_at: string;
        };
        /** BulkMark */
        BulkMark: {
            follows: components["schemas"]["FollowRef"][];
            add?: string[];
            remove?: string[];
        };
        /** ByRule */
        ByRule: {
            handover_userid: string;
            rule?: components["schemas"]["Rule"];
            /** @default  */
            message: string;
        };
        /** CallbackSetting */
        CallbackSetting: {
            url: string;
            token: string;
            encoding_aes_key: string;
        };
        /** CallbackView */
        CallbackView: {
            url: string;
            token: string;
            has_key: boolean;
        };
        /**
         * Caps
         * @default {
         *       "day": null,
         *       "week": null,
         *       "month": null
         *     }
         */
        Caps: {
            day?: number | null;
            week?: number | null;
            month?: number | null;
        };
        /**
         * CapsWanted
         * @default {
         *       "day": null,
         *       "week": null,
         *       "month": null
         *     }
         */
        CapsWanted: {
            day?: number | null;
            week?: number | null;
            month?: number | null;
        };
        /** Card */
        Card: {
            profile_no: number;
            name: string;
            avatar: string;
            gender: string;
            birthday: string | null;
            city: string;
            external_userid: string | null;
            tags: components["schemas"]["ProfileTag"][];
            /** Format: date-time */
            known_since: string;
        };
        /** CardPatch */
        CardPatch: {
            alias?: string;
            avatar_media_id?: string | null;
        };
        /** Cell */
        Cell: {
            rfm_r: number;
            rfm_f: number;
            customers: number;
            spent_fen: number;
            expected_90: number;
            value_fen: number;
        };
        /** Changed */
        Changed: {
            changed: number;
        };
        /** ChatCounts */
        ChatCounts: {
            read_at: string | null;
            paused_until: string | null;
            trouble: components["schemas"]["Trouble"] | null;
        };
        /** ChatTools */
        ChatTools: {
            items: components["schemas"]["Tool"][];
        };
        /** Check */
        Check: {
            models: components["schemas"]["Models"];
            histogram: components["schemas"]["Bar"][];
            tracking: components["schemas"]["Point"][];
            later: components["schemas"]["Later"][];
            actual_after: number;
            expected_after: number;
        };
        /** ChosenWelcome */
        ChosenWelcome: {
            template_id?: string | null;
            /** @default  */
            text: string;
            attachment?: components["schemas"]["Attachment"] | null;
            /** @default true */
            enabled: boolean;
        };
        /** ClassCounts */
        ClassCounts: {
            /** @enum {string} */
            counter: "broadcast" | "moment" | "marketing" | "service" | "every";
            day: components["schemas"]["Count"];
            week: components["schemas"]["Count"];
            month: components["schemas"]["Count"];
        };
        /** CodeRequest */
        CodeRequest: {
            phone: string;
        };
        /** CodeSent */
        CodeSent: {
            expires_in: number;
            resend_in: number;
        };
        /** Colleague */
        Colleague: {
            member_id: number;
            userid: string;
            name: string;
            alias: string;
            title: string;
            departments: string[];
            mobile: string | null;
            email: string | null;
            avatar_url: string | null;
            online: boolean;
        };
        /** ColumnChoice */
        ColumnChoice: {
            columns: string[] | null;
        };
        /** Confirmation */
        Confirmation: {
            deselected?: number[];
        };
        /** Conflict */
        Conflict: {
            conflict_no: number;
            kind: string;
            profile_nos: number[];
            evidence: components["schemas"]["Identity"][];
            source: string;
            /** Format: date-time */
            found_at: string;
        };
        /** ConflictRow */
        ConflictRow: {
            conflict: components["schemas"]["Conflict"];
            cards: components["schemas"]["Card"][];
        };
        /** ConnectionCheck */
        ConnectionCheck: {
            /** @enum {string} */
            name: "token" | "members" | "customers" | "tags" | "groups" | "directory" | "archive" | "callback";
            /** @enum {string} */
            state: "ok" | "failed" | "skipped";
            /** @default 0 */
            errcode: number;
            /** @default  */
            errmsg: string;
            /** @default  */
            advice: string;
        };
        /** ConnectionChecks */
        ConnectionChecks: {
            items: components["schemas"]["ConnectionCheck"][];
        };
        /** ConnectionSetting */
        ConnectionSetting: {
            /** @default  */
            base_url: string;
            /** @default  */
            corpid: string;
            agentid?: number | null;
            secret?: string | null;
            /** @default  */
            callback_token: string;
            encoding_aes_key?: string | null;
            /** @default 24 */
            every_hours: number;
            archive_secret?: string | null;
            archive_key?: string | null;
        };
        /** ConnectionView */
        ConnectionView: {
            /** @enum {string} */
            state: "off" | "embedded" | "foreign";
            base_url: string;
            corpid: string;
            agentid: number | null;
            has_secret: boolean;
            callback_url: string;
            callback_token: string;
            has_key: boolean;
            verified_at: string | null;
            heard_at: string | null;
            every_hours: number;
            has_archive: boolean;
            since: string | null;
        };
        /** Contact */
        Contact: {
            external_userid: string;
            name: string;
            gender: number;
            avatar_url: string | null;
            /** Format: date-time */
            created_at: string;
            phone_masked: string;
            employment?: components["schemas"]["Employment"] | null;
        };
        /** ContactChange */
        ContactChange: {
            remark?: string | null;
            blocked?: boolean | null;
        };
        /** ContactWay */
        ContactWay: {
            id: number;
            config_id: string;
            slug: string;
            type: number;
            scene: number;
            remark: string;
            state: string;
            skip_verify: boolean;
            members: components["schemas"]["WayMember"][];
            departments: number[];
            is_temp: boolean;
            is_exclusive: boolean;
            expires_at: string | null;
            welcome: components["schemas"]["Welcome"] | null;
            tags: components["schemas"]["WayTag"][];
            landing_url: string;
            qr_svg_url: string;
            qr_png_url: string;
            /** Format: date-time */
            created_at: string;
            opened: number;
            added: number;
            created_by: string;
        };
        /** ContentDraft */
        ContentDraft: {
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            /** @default  */
            summary: string;
            cover?: string | null;
            body: {
                [key: string]: unknown;
            };
            folder_id?: number | null;
            audience?: components["schemas"]["Senders"] | null;
            expires_at?: string | null;
            /** @default false */
            gated: boolean;
            /** @default false */
            listed: boolean;
        };
        /** ContentEffect */
        ContentEffect: {
            total: components["schemas"]["ContentSums"];
            materials: components["schemas"]["MaterialEffect"][];
            members: components["schemas"]["MemberEffect"][];
            days: components["schemas"]["DayEffect"][];
        };
        /** ContentFile */
        ContentFile: {
            id: number;
            /** @enum {string} */
            kind: "image" | "pdf" | "video";
            name: string;
            size: number;
            mime: string;
            width: number | null;
            height: number | null;
            url: string;
        };
        /** ContentFolder */
        ContentFolder: {
            id: number;
            name: string;
            audience: components["schemas"]["Senders"] | null;
            items: number;
        };
        /** ContentFolderForm */
        ContentFolderForm: {
            name: string;
            audience?: components["schemas"]["Senders"] | null;
        };
        /** ContentItem */
        ContentItem: {
            id: number;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            summary: string;
            cover: string | null;
            folder_id: number | null;
            audience: components["schemas"]["Senders"] | null;
            version: number;
            gated: boolean;
            listed: boolean;
            expires_at: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            /** @default 0 */
            shares: number;
            /** @default 0 */
            readers: number;
        };
        /** ContentLink */
        ContentLink: {
            id: number;
            parent_id: number | null;
            userid: string;
            profile_no: number | null;
            /** Format: date-time */
            created_at: string;
            opened_at: string | null;
            read_at: string | null;
            opens: number;
            seconds: number;
            depth: number;
            registered: boolean;
            refused: boolean;
            member: string;
            name: string;
        };
        /** ContentMade */
        ContentMade: {
            id: number;
        };
        /** ContentReading */
        ContentReading: {
            id: number;
            content_id: number;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            profile_no: number | null;
            name: string;
            forwarded: boolean;
            seconds: number;
            depth: number;
            place: number;
            places: number;
            conversation_id: number | null;
            ended: boolean;
        };
        /** ContentStay */
        ContentStay: {
            place: number;
            seconds: number;
            readings: number;
        };
        /** ContentSums */
        ContentSums: {
            sent: number;
            opened: number;
            readers: number;
            seconds: number;
            depth: number;
            forwarded: number;
            leads: number;
            /** @default 0 */
            added: number;
        };
        /** ContentUpload */
        ContentUpload: {
            /** Format: binary */
            file: string;
        };
        /** ContentVersion */
        ContentVersion: {
            version: number;
            title: string;
            made_by: string;
            /** Format: date-time */
            made_at: string;
        };
        /** ContentVersionWhole */
        ContentVersionWhole: {
            version: number;
            title: string;
            made_by: string;
            /** Format: date-time */
            made_at: string;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            summary: string;
            cover: string | null;
            body: {
                [key: string]: unknown;
            };
            html: string;
            file: components["schemas"]["ContentFile"] | null;
        };
        /** ContentWhole */
        ContentWhole: {
            id: number;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            summary: string;
            cover: string | null;
            folder_id: number | null;
            audience: components["schemas"]["Senders"] | null;
            version: number;
            gated: boolean;
            listed: boolean;
            expires_at: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            /** @default 0 */
            shares: number;
            /** @default 0 */
            readers: number;
            body: {
                [key: string]: unknown;
            };
            file: components["schemas"]["ContentFile"] | null;
            versions: components["schemas"]["ContentVersion"][];
        };
        /** Conversation */
        Conversation: {
            id: number;
            /** @enum {string} */
            kind: "external" | "internal" | "room" | "group";
            title: string;
            participants: components["schemas"]["Participant"][];
            member_count: number;
            last_message: components["schemas"]["Message"] | null;
            last_seq: number;
            /** Format: date-time */
            last_at: string;
            read_seq: number;
            unread: number;
            open: boolean;
            closed_reason: string | null;
            muted: boolean;
            pinned: boolean;
            hidden: boolean;
            corp: components["schemas"]["CorpCard"];
            /** @default 0 */
            from_seq: number;
            owner_id?: number | null;
            /** @default false */
            leads: boolean;
            /** @default false */
            mentioned: boolean;
        };
        /** ConversationPatch */
        ConversationPatch: {
            muted?: boolean | null;
            pinned?: boolean | null;
            hidden?: boolean | null;
        };
        /** CorpCard */
        CorpCard: {
            wire_id: string;
            name: string;
            full_name: string;
            logo_url: string | null;
            verified: boolean;
        };
        /** CorpPatch */
        CorpPatch: {
            name?: string | null;
            full_name?: string | null;
            logo_media_id?: string | null;
            /** @enum {null|string} */
            time_zone?: "Asia/Shanghai" | "Asia/Hong_Kong" | "Asia/Taipei" | "Asia/Singapore" | "UTC" | null;
            customer_cap?: number | null;
        };
        /** CorpView */
        CorpView: {
            wire_id: string;
            name: string;
            full_name: string;
            logo_url: string | null;
            verified: boolean;
            logo_media_id: string | null;
            time_zone: string;
            /**
             * @default [
             *       "Asia/Shanghai",
             *       "Asia/Hong_Kong",
             *       "Asia/Taipei",
             *       "Asia/Singapore",
             *       "UTC"
             *     ]
             */
            time_zones: string[];
            customer_cap: number;
            relation_cap: number;
            /** Format: date-time */
            created_at: string;
        };
        /** Count */
        Count: {
            sent: number;
            held: number;
            allowed: number | null;
        };
        /** Counted */
        Counted: {
            count: number;
            total: number;
            took_ms: number;
            sample: components["schemas"]["Card"][];
            words: components["schemas"]["Words"];
        };
        /** CurrentCustomer */
        CurrentCustomer: {
            profile_no: number;
        };
        /** Customer */
        Customer: {
            contact_id: number;
            external_userid: string;
            name: string;
            gender: number;
            avatar_url: string | null;
            corp_name: string;
            follow: components["schemas"]["Follow"];
            conversation_id: number | null;
            online: boolean;
            employment?: components["schemas"]["Employment"] | null;
        };
        /** CustomerCard */
        CustomerCard: {
            contact_id: number;
            external_userid: string;
            name: string;
            gender: number;
            avatar_url: string | null;
            corp_name: string;
            follow: components["schemas"]["Follow"];
            conversation_id: number | null;
            online: boolean;
            others: components["schemas"]["OtherFollower"][];
            purchases?: components["schemas"]["PurchaseSummary"] | null;
            employment?: components["schemas"]["Employment"] | null;
        };
        /** CustomerDetail */
        CustomerDetail: {
            contact: components["schemas"]["Contact"];
            follows: components["schemas"]["Follow"][];
        };
        /** Day */
        Day: {
            /** Format: date */
            day: string;
            entered: number;
            left: number;
            count: number;
        };
        /** DayCount */
        DayCount: {
            /** Format: date */
            day: string;
            blocked: number;
            warned: number;
            seen: number;
        };
        /** DayEffect */
        DayEffect: {
            /** Format: date */
            day: string;
            sent: number;
            opened: number;
        };
        /** DeliveryLine */
        DeliveryLine: {
            id: number;
            app_id: number;
            app_name: string;
            event: string;
            change_type: string;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed";
            attempts: number;
            /** Format: date-time */
            created_at: string;
            done_at: string | null;
            next_at: string | null;
        };
        /** DeliveryView */
        DeliveryView: {
            id: number;
            app_id: number;
            app_name: string;
            event: string;
            change_type: string;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed";
            attempts: number;
            /** Format: date-time */
            created_at: string;
            done_at: string | null;
            next_at: string | null;
            body: string;
            log: {
                [key: string]: unknown;
            }[];
        };
        /** Department */
        Department: {
            id: number;
            parent_id: number;
            name: string;
            order: number;
            /** @default 0 */
            member_count: number;
            /** @default  */
            name_en: string;
            leaders?: string[];
        };
        /** DepartmentPatch */
        DepartmentPatch: {
            name?: string | null;
            name_en?: string | null;
            parent_id?: number | null;
            order?: number | null;
        };
        /** Departments */
        Departments: {
            items: components["schemas"]["Department"][];
        };
        /** DeskDirectory */
        DeskDirectory: {
            departments: components["schemas"]["Department"][];
            corp: components["schemas"]["CorpCard"];
        };
        /** DeskPost */
        DeskPost: {
            post_id: number;
            moment_id: number;
            /** @enum {string} */
            origin: "console" | "api" | "desk";
            /** @enum {string} */
            state: "pending" | "publishing" | "published" | "cancelled" | "deleted";
            text: string;
            attachments: components["schemas"]["Attachment"][];
            /** Format: date-time */
            at: string;
            shown: number;
            refused: number;
            elsewhere: number;
            refusals: components["schemas"]["Refused"][];
            quiet_until: string | null;
            liked: boolean;
            likes: components["schemas"]["Liker"][];
            comments: components["schemas"]["MomentComment"][];
        };
        /** DeskTask */
        DeskTask: {
            broadcast_id: number;
            text: string;
            attachments: components["schemas"]["Attachment"][];
            /** @enum {string} */
            state: "pending" | "sending" | "done" | "cancelled";
            /** @enum {string} */
            origin: "console" | "api" | "desk";
            allow_select: boolean;
            created_by: string;
            /** Format: date-time */
            at: string;
            customers: number;
            sent: number;
            refused: number;
            quiet_until: string | null;
            /**
             * @default single
             * @enum {string}
             */
            chat_type: "single" | "group";
            answers?: components["schemas"]["Answers"] | null;
        };
        /** DeskTasks */
        DeskTasks: {
            items: Record<string, never>[];
            next_cursor?: string | null;
            total?: number | null;
            pending: number;
        };
        /** Difference */
        Difference: {
            before: number;
            after: number;
            count_before: number;
            count_after: number;
            entered: components["schemas"]["Part"];
            left: components["schemas"]["Part"];
        };
        /** Domains */
        Domains: {
            domains: string[];
        };
        /** Drift */
        Drift: {
            id: number;
            round_no: number;
            /** @enum {string} */
            kind: "missing" | "gone" | "differs" | "customer" | "group";
            external_userid: string;
            userid: string;
            fields: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            cause: "untold" | "late" | "not_heard" | "failed";
            since: string | null;
            /** Format: date-time */
            found_at: string;
            repaired_at: string | null;
            name: string;
            member: string;
        };
        /** Duplicate */
        Duplicate: {
            customer: components["schemas"]["GroupCustomer"];
            groups: components["schemas"]["Membership"][];
        };
        /** Earlier */
        Earlier: {
            member_id: number;
            name: string;
            conversation_id: number | null;
        };
        /** EarlierMessages */
        EarlierMessages: {
            items: components["schemas"]["Message"][];
            has_more: boolean;
        };
        /** EarlierTalks */
        EarlierTalks: {
            items: components["schemas"]["Earlier"][];
        };
        /** EditedSegment */
        EditedSegment: {
            name: string;
            definition: {
                [key: string]: unknown;
            };
            version: number;
            /** @default  */
            description: string;
            /** @default false */
            watched: boolean;
        };
        /** Employment */
        Employment: {
            partner_id: number;
            /** @enum {string} */
            kind: "supplier" | "distributor";
            name: string;
            full_name: string;
            position: string;
        };
        /** EmploymentDraft */
        EmploymentDraft: {
            partner_id: number;
            /** @default  */
            position: string;
        };
        /** Entry */
        Entry: {
            /** @enum {string} */
            purpose: "marketing" | "tracking" | "profiling" | "sharing";
            given: boolean;
            /** Format: date-time */
            at: string;
            source: string;
            note: string;
            actor_name: string;
        };
        /** Erased */
        Erased: {
            /** @enum {string} */
            place: "postgresql" | "engine" | "blobs";
            what: string;
            count: number;
        };
        /** Estimate */
        Estimate: {
            customers: number;
            members: number;
            reachable: number;
            refusals: components["schemas"]["RuleCount"][];
        };
        /** EventCatalogue */
        EventCatalogue: {
            /** Format: date */
            since: string;
            items: components["schemas"]["TrackedName"][];
        };
        /** EventName */
        EventName: {
            name: string;
            title: string;
        };
        /** EventNames */
        EventNames: {
            items: components["schemas"]["EventName"][];
        };
        /** EventProperties */
        EventProperties: {
            looked_at: number;
            items: components["schemas"]["EventProperty"][];
        };
        /** EventProperty */
        EventProperty: {
            path: string;
            types: components["schemas"]["PropertyType"][];
            count: number;
            conflict: boolean;
        };
        /** Export */
        Export: {
            id: number;
            look_id: number;
            purpose: string;
            member_name: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
            done: number;
            total: number;
            media_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** ExportAsked */
        ExportAsked: {
            export_id: number;
        };
        /** Exports */
        Exports: {
            items: components["schemas"]["Export"][];
        };
        /** Fault */
        Fault: {
            row: number;
            column: string;
            value: string;
            message: string;
        };
        /** FeedPost */
        FeedPost: {
            post_id: number;
            member_id: number;
            name: string;
            avatar_url: string | null;
            company: string;
            text: string;
            attachments: components["schemas"]["Attachment"][];
            /** Format: date-time */
            at: string;
            liked: boolean;
            member_likes: boolean;
            comments: components["schemas"]["MomentComment"][];
        };
        /** Field */
        Field: {
            field_no: number;
            key: string;
            name: string;
            /** @enum {string} */
            type: "text" | "number" | "boolean" | "date" | "choice" | "choices";
            /** @default [] */
            choices: string[];
            /** @default false */
            archived: boolean;
        };
        /** FieldChange */
        FieldChange: {
            name: string;
            choices?: string[];
            /** @default false */
            archived: boolean;
        };
        /** Fields */
        Fields: {
            items: components["schemas"]["Field"][];
        };
        /** Flood */
        Flood: {
            count: number;
            seconds: number;
        };
        /** Follow */
        Follow: {
            member_id: number;
            userid: string;
            member_name: string;
            /** @enum {string} */
            state: "requested" | "active" | "temporary" | "deleted_by_member" | "deleted_by_customer";
            blocked_by_customer: boolean;
            remark: string;
            description: string;
            company: string;
            mobiles: string[];
            tags: components["schemas"]["FollowTag"][];
            add_way: number;
            add_way_name: string;
            source_state: string;
            source_name: string;
            apply_text: string;
            requested_at: string | null;
            added_at: string | null;
            /** @default false */
            handing: boolean;
        };
        /** FollowRef */
        FollowRef: {
            external_userid: string;
            userid: string;
        };
        /** FollowTag */
        FollowTag: {
            id: string;
            name: string;
            group: string;
        };
        /** FollowUp */
        FollowUp: {
            id: number;
            profile_no: number;
            name: string;
            external_userid: string | null;
            text: string;
            due_at: string | null;
            done_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** FollowUpChange */
        FollowUpChange: {
            text?: string;
            due_at?: string | null;
            done?: boolean;
        };
        /** FollowUps */
        FollowUps: {
            items: components["schemas"]["FollowUp"][];
            /** Format: date-time */
            now: string;
            /** Format: date-time */
            tomorrow: string;
        };
        /** Forecast */
        Forecast: {
            policy?: components["schemas"]["PolicyWanted"] | null;
            /**
             * @default broadcast
             * @enum {string}
             */
            channel: "broadcast" | "moment" | "group" | "automated";
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
            external_userid?: string | null;
            tag?: string | null;
            member?: string | null;
        };
        /** Foreseen */
        Foreseen: {
            asked: number;
            total: number;
            permitted: number;
            refused: components["schemas"]["RefusedFor"][];
            quiet_until: string | null;
            standing: components["schemas"]["Standing"] | null;
        };
        /** Form */
        Form: {
            id: number;
            token: string;
            title: string;
            intro: string;
            thanks: string;
            fields: components["schemas"]["FormField"][];
            version: number;
            open: boolean;
            closes_at: string | null;
            once: boolean;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            url: string;
            answers: number;
        };
        /** FormAnswer */
        FormAnswer: {
            id: number;
            /** Format: date-time */
            at: string;
            profile_no: number | null;
            name: string;
            userid: string;
            answers: {
                [key: string]: unknown;
            };
        };
        /** FormCondition */
        FormCondition: {
            field: string;
            /**
             * @default any_of
             * @enum {string}
             */
            test: "any_of" | "none_of" | "answered" | "at_least" | "at_most";
            values?: string[];
            number?: number | null;
        };
        /** FormDraft */
        FormDraft: {
            title: string;
            /** @default  */
            intro: string;
            /** @default  */
            thanks: string;
            fields: components["schemas"]["FormField"][];
            /** @default true */
            open: boolean;
            closes_at?: string | null;
            /** @default false */
            once: boolean;
        };
        /** FormField */
        FormField: {
            key: string;
            /** @enum {string} */
            type: "text" | "number" | "phone" | "date" | "choice" | "choices" | "rating" | "address";
            label: string;
            /** @default  */
            hint: string;
            /** @default false */
            required: boolean;
            options?: components["schemas"]["FormOption"][];
            when?: components["schemas"]["FormCondition"][];
            attribute?: string | null;
            least?: number | null;
            most?: number | null;
        };
        /** FormOption */
        FormOption: {
            label: string;
            tag_no?: number | null;
        };
        /** FormResults */
        FormResults: {
            answers: number;
            people: number;
            days: components["schemas"]["AnswerDay"][];
            fields: components["schemas"]["QuestionResult"][];
        };
        /** FormSubmission */
        FormSubmission: {
            submission: string;
            answers: {
                [key: string]: unknown;
            };
            share?: string | null;
        };
        /** FormThanks */
        FormThanks: {
            thanks: string;
        };
        /** Found */
        Found: {
            messages: components["schemas"]["Page_reunion.platform.conversations.search.Hit_"];
        };
        /** GammaGamma */
        GammaGamma: {
            p: number;
            q: number;
            gamma: number;
        };
        /** GivenGroups */
        GivenGroups: {
            handover_userid: string;
            takeover_userid: string;
            chat_ids: string[];
        };
        /** Glance */
        Glance: {
            notices: number;
            fresh: boolean;
            avatar_url: string | null;
        };
        /** Going */
        Going: {
            identities: components["schemas"]["Identity"][];
        };
        /** Gone */
        Gone: {
            profile_no: number;
        };
        /** Grant */
        Grant: {
            id: number;
            amount: number;
            balance: number;
            /** Format: date-time */
            expires_at: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** Group */
        Group: {
            id: number;
            kind: "customer" | ("supplier" | "distributor");
            chat_id: string;
            name: string;
            owner_id: number;
            owner_name: string;
            owner_userid: string;
            owner_resigned: boolean;
            size: number;
            size_limit: number;
            customers: number;
            notice: string;
            notice_by: string;
            notice_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            dismissed_at: string | null;
            /** @enum {string} */
            invite_by: "all" | "leaders";
            /** Format: date-time */
            last_at: string;
            /** @enum {null|string} */
            my_role?: "owner" | "admin" | "member" | null;
            labels?: components["schemas"]["GroupLabel"][];
        };
        /** GroupCustomer */
        GroupCustomer: {
            contact_id: number;
            external_userid: string;
            name: string;
            avatar_url: string | null;
        };
        /** GroupDay */
        GroupDay: {
            /** Format: date */
            day: string;
            new_groups: number;
            groups: number;
            active_groups: number;
            joined: number;
            left: number;
            members: number;
            active_members: number;
            messages: number;
        };
        /** GroupGiven */
        GroupGiven: {
            chat_id: string;
            errcode: number;
            /** @default  */
            reason: string;
        };
        /** GroupLabel */
        GroupLabel: {
            id: number;
            name: string;
            /** @default 0 */
            groups: number;
        };
        /** GroupMember */
        GroupMember: {
            principal_id: number;
            /** @enum {string} */
            kind: "member" | "contact";
            name: string;
            nickname: string;
            avatar_url: string | null;
            userid: string | null;
            external_userid: string | null;
            title: string;
            corp_name: string | null;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            /** Format: date-time */
            joined_at: string;
            join_scene: number;
            inviter_name: string;
            mine: boolean;
            left_at: string | null;
            quit_scene: number | null;
            removed_by: string;
            reason: string;
        };
        /** GroupMembers */
        GroupMembers: {
            items: components["schemas"]["GroupMember"][];
            former: components["schemas"]["GroupMember"][];
        };
        /** GroupNotice */
        GroupNotice: {
            text: string;
            /** @default false */
            tell: boolean;
        };
        /** GroupOutcomes */
        GroupOutcomes: {
            items: components["schemas"]["GroupGiven"][];
        };
        /** GroupPatch */
        GroupPatch: {
            name?: string | null;
            /** @enum {null|string} */
            invite_by?: "all" | "leaders" | null;
            size_limit?: number | null;
        };
        /** GroupRecord */
        GroupRecord: {
            id: number;
            /** @enum {string} */
            kind: "onjob" | "resigned";
            group_id: number;
            chat_id: string;
            group_name: string;
            giver: components["schemas"]["Side"];
            taker: components["schemas"]["Side"];
            /** @enum {string} */
            state: "done" | "failed";
            reason: string;
            /** @enum {string} */
            origin: "console" | "api" | "desk";
            created_by: string;
            /** Format: date-time */
            at: string;
            plan_id: number | null;
        };
        /** GroupStatistics */
        GroupStatistics: {
            days: components["schemas"]["GroupDay"][];
            owners: components["schemas"]["OwnerSums"][];
        };
        /** GroupWelcome */
        GroupWelcome: {
            /** @enum {string} */
            source: "own" | "template" | "none";
            template_id: string | null;
            text: string;
            attachment: components["schemas"]["Attachment"] | null;
            enabled: boolean;
        };
        /** Guard */
        Guard: {
            id: number;
            name: string;
            words: string[];
            links: boolean;
            hosts: string[];
            codes: boolean;
            miniprograms: boolean;
            cards: boolean;
            flood: components["schemas"]["Flood"] | null;
            /** @enum {string} */
            action: "warn" | "remove" | "remove_and_block";
            warning: string;
            scope: components["schemas"]["ShownScope"];
            exempt: components["schemas"]["GroupCustomer"][];
            enabled: boolean;
            acted: number;
            last_at: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** GuardAct */
        GuardAct: {
            id: number;
            /** Format: date-time */
            at: string;
            group_id: number;
            group_name: string;
            seq: number;
            customer: components["schemas"]["GroupCustomer"];
            guard_id: number;
            guard_name: string;
            /** @enum {string} */
            reason: "word" | "link" | "code" | "miniprogram" | "card" | "flood";
            found: string;
            excerpt: string;
            /** @enum {string} */
            action: "warn" | "remove" | "remove_and_block";
            /** @enum {string} */
            outcome: "warned" | "quiet" | "removed" | "blocked" | "gone";
        };
        /** Guards */
        Guards: {
            items: components["schemas"]["Guard"][];
        };
        /** Handover */
        Handover: {
            id: number;
            /** @enum {string} */
            kind: "onjob" | "resigned";
            contact_id: number;
            external_userid: string;
            customer_name: string;
            avatar_url: string | null;
            giver: components["schemas"]["Side"];
            taker: components["schemas"]["Side"];
            /** @enum {string} */
            state: "waiting" | "done" | "refused" | "full" | "ended";
            reason: string;
            message: string;
            greeting: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string;
            settled_at: string | null;
            plan_id: number | null;
            /** @default 0 */
            promises: number;
        };
        /** Happening */
        Happening: {
            id: string;
            name: string;
            /** Format: date-time */
            at: string;
            source: string;
            userid: string;
            subject: string;
            amount_fen: number;
            properties: {
                [key: string]: unknown;
            };
        };
        /** Held */
        Held: {
            source: string;
            source_id: number;
            /** Format: date */
            day: string;
            /** @enum {string} */
            channel: "broadcast" | "moment" | "group" | "automated";
            /** @enum {string} */
            purpose: "marketing" | "service";
            /** @default  */
            title: string;
        };
        /** HeldPerson */
        HeldPerson: {
            person: components["schemas"]["RulePerson"];
            tag_nos: number[];
            /** Format: date-time */
            since: string;
        };
        /** History */
        History: {
            items: components["schemas"]["Day"][];
        };
        /** Hit */
        Hit: {
            message: components["schemas"]["Message"];
            conversation: components["schemas"]["Conversation"];
            snippet: string;
        };
        /** HitRow */
        HitRow: {
            id: number;
            rule_id: string | null;
            rule_name: string | null;
            /** @enum {null|string} */
            act: "customer_deleted" | "customer_lost" | "customers_exported" | "card_sent" | "mobile_sent" | null;
            found: string;
            by_customer: boolean;
            /** @enum {string} */
            outcome: "blocked" | "warned" | "confirmed" | "seen";
            member_id: number;
            member_name: string;
            userid: string;
            customer_name: string | null;
            external_userid: string | null;
            conversation_id: number | null;
            /** @enum {string} */
            place: "chat" | "broadcast" | "moment" | "comment" | "welcome" | "group_notice" | "group_welcome" | "group_reply";
            excerpt: string;
            /** Format: date-time */
            at: string;
            alert: boolean;
        };
        /** HitSummary */
        HitSummary: {
            days: components["schemas"]["DayCount"][];
            members: components["schemas"]["MemberCount"][];
            alerts: number;
        };
        /** Home */
        Home: {
            today: components["schemas"]["Today"];
            trend: components["schemas"]["TrendDay"][];
            todos: components["schemas"]["ToDo"][];
        };
        /** Identity */
        Identity: {
            /** @enum {string} */
            kind: "external_userid" | "unionid" | "openid" | "member_no" | "phone" | "email" | "device";
            value: string;
        };
        /** Ids */
        Ids: {
            profile_nos: number[];
            next: number | null;
            count: number;
        };
        /** Import */
        Import: {
            import_no: number;
            /** @enum {string} */
            kind: "customers" | "orders" | "events";
            name: string;
            size: number;
            shape: components["schemas"]["Shape"];
            mapping: components["schemas"]["Mapping"];
            /** @enum {string} */
            state: "uploaded" | "checking" | "checked" | "running" | "done" | "failed";
            rows_total: number;
            place: number;
            rows_new: number;
            rows_same: number;
            rows_wrong: number;
            writes: boolean;
            reason: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
            /** @default 0 */
            conflicts: number;
            /** @default 0 */
            conflicts_open: number;
        };
        /** ImportPreview */
        ImportPreview: {
            rows: components["schemas"]["PreviewRow"][];
            targets: components["schemas"]["Target"][];
            missing: string;
        };
        /** ImportReport */
        ImportReport: {
            rows: number;
            created: number;
            updated: number;
            unchanged: number;
            departments_created: number;
            errors: components["schemas"]["RowError"][];
            applied: boolean;
        };
        /** ImportStart */
        ImportStart: {
            mapping: components["schemas"]["Mapping"];
            /** @default false */
            dry: boolean;
        };
        /** ImportUpload */
        ImportUpload: {
            /** Format: binary */
            file: string;
            /** @enum {string} */
            kind: "customers" | "orders" | "events";
        };
        /** InterceptionRule */
        InterceptionRule: {
            rule_id: string;
            name: string;
            /** @enum {string} */
            action: "block" | "warn";
            words: string[];
            semantics: number[];
            members: components["schemas"]["Somebody"][];
            departments: components["schemas"]["Place"][];
            watchers: components["schemas"]["Somebody"][];
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** InterceptionRules */
        InterceptionRules: {
            items: components["schemas"]["InterceptionRule"][];
            most: number;
        };
        /** Invitation */
        Invitation: {
            contact_ids?: number[];
            member_ids?: number[];
        };
        /** InvitationCard */
        InvitationCard: {
            slug: string;
            partner: components["schemas"]["PartnerCard"];
            corp: components["schemas"]["CorpCard"];
            name: string;
            position: string;
            already: components["schemas"]["PartnerTalk"] | null;
            reason: string | null;
        };
        /** Item */
        Item: {
            name: string;
            quantity: number;
            amount_fen: number;
        };
        /** JoinCard */
        JoinCard: {
            slug: string;
            kind: "customer" | ("supplier" | "distributor");
            group_name: string;
            size: number;
            corp: components["schemas"]["CorpCard"];
            reason: string | null;
            already: components["schemas"]["AlreadyIn"] | null;
        };
        /** JoinWay */
        JoinWay: {
            id: number;
            config_id: string;
            slug: string;
            remark: string;
            state: string;
            auto_create: boolean;
            base_name: string;
            next_number: number;
            groups: components["schemas"]["WayGroup"][];
            url: string;
            qr_svg_url: string;
            qr_png_url: string;
            opened: number;
            joined: number;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** Joined */
        Joined: {
            conversation_id: number;
            group_name: string;
            already: boolean;
        };
        /** Jump */
        Jump: {
            customers: components["schemas"]["Customer"][];
            colleagues: components["schemas"]["Colleague"][];
            conversations: components["schemas"]["Conversation"][];
        };
        /** Keep */
        Keep: {
            group_id: number;
        };
        /** Keeper */
        Keeper: {
            member_id: number;
            userid: string;
            name: string;
            resigned: boolean;
        };
        /** Kept */
        Kept: {
            removed_from: number[];
        };
        /** KeywordReplies */
        KeywordReplies: {
            items: components["schemas"]["KeywordReply"][];
        };
        /** KeywordReply */
        KeywordReply: {
            id: number;
            words: string[];
            /** @enum {string} */
            match: "exact" | "contains";
            text: string;
            attachments: components["schemas"]["Attachment"][];
            scope: components["schemas"]["ShownScope"];
            cooldown: number;
            enabled: boolean;
            answered: number;
            last_at: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** Kind */
        Kind: {
            name: string;
            count: number;
        };
        /** Kinds */
        Kinds: {
            items: components["schemas"]["Kind"][];
        };
        /** KnownPlace */
        KnownPlace: {
            name: string;
            latitude: number;
            longitude: number;
        };
        /** LabelName */
        LabelName: {
            name: string;
        };
        /** Labels */
        Labels: {
            label_ids: number[];
        };
        /** Laid */
        Laid: {
            segment_id?: number | null;
            definition?: {
                [key: string]: unknown;
            } | null;
            /** @default  */
            name: string;
        };
        /** Later */
        Later: {
            repeats: number;
            customers: number;
            actual: number;
            expected: number;
        };
        /** Leaver */
        Leaver: {
            member: components["schemas"]["Side"];
            resigned_at: string | null;
            unassigned: number;
            waiting: number;
            groups: number;
            /** @enum {string} */
            why: "resigned" | "disabled" | "unable";
        };
        /** Leavers */
        Leavers: {
            items: components["schemas"]["Leaver"][];
            sums: components["schemas"]["Unassigned"];
        };
        /** Left */
        Left: {
            member: components["schemas"]["Side"];
            resigned: boolean;
            customers: number;
            waiting: number;
            groups: number;
            todos: {
                [key: string]: number;
            };
        };
        /** LibraryEntry */
        LibraryEntry: {
            id: number;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            summary: string;
            cover: string | null;
            gated: boolean;
        };
        /** LibraryForm */
        LibraryForm: {
            open: boolean;
            title: string;
            /** @default  */
            intro: string;
        };
        /** LibraryPage */
        LibraryPage: {
            title: string;
            intro: string;
            items: components["schemas"]["LibraryEntry"][];
        };
        /** LibrarySettings */
        LibrarySettings: {
            open: boolean;
            title: string;
            intro: string;
            url: string | null;
        };
        /** Liker */
        Liker: {
            contact_id: number;
            name: string;
            avatar_url: string | null;
            /** Format: date-time */
            at: string;
        };
        /** Limits */
        Limits: {
            /** @default 8 */
            depth: number;
            /** @default 100 */
            conditions: number;
            /** @default 1000 */
            values: number;
        };
        /** Line */
        Line: {
            /** Format: date-time */
            at: string;
            mine: boolean;
            by: string;
            kind: string;
            text: string;
            conversation_id: number;
            seq: number;
        };
        /** LinkApplication */
        LinkApplication: {
            /** @default  */
            apply_text: string;
            /** @default  */
            customer_channel: string;
        };
        /** LinkCard */
        LinkCard: {
            title: string;
            desc: string;
            url: string;
            picurl: string;
        };
        /** LinkChange */
        LinkChange: {
            name?: string | null;
            userids?: string[] | null;
            department_ids?: number[] | null;
            skip_verify?: boolean | null;
            priority_type?: number | null;
            priority_userids?: string[];
        };
        /** LinkDay */
        LinkDay: {
            /** Format: date */
            day: string;
            opened: number;
            added: number;
            chatted: number;
        };
        /** LinkMember */
        LinkMember: {
            userid: string;
            name: string;
        };
        /** LinkOpening */
        LinkOpening: {
            visit: string;
        };
        /** LinkPreview */
        LinkPreview: {
            title: string;
            desc: string;
            image_url: string | null;
            url: string;
        };
        /** LinkStatistics */
        LinkStatistics: {
            days: components["schemas"]["LinkDay"][];
        };
        /** ListSettings */
        ListSettings: {
            columns: string[] | null;
            views: components["schemas"]["View"][];
            /** @default 50 */
            limit: number;
        };
        /** LiveEvents */
        LiveEvents: {
            items: components["schemas"]["TrackedEvent"][];
            cursor: number;
        };
        /** Load */
        Load: {
            count: number;
            cap: number;
        };
        /** Look */
        Look: {
            id: number;
            member_id: number;
            member_name: string;
            purpose: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            expires_at: string;
            /** @default 0 */
            searched: number;
            /** @default 0 */
            read: number;
            /** @default 0 */
            exported: number;
        };
        /** LookStep */
        LookStep: {
            /** @enum {string} */
            kind: "searched" | "read" | "exported";
            detail: string;
            /** Format: date-time */
            at: string;
        };
        /** LookSteps */
        LookSteps: {
            items: components["schemas"]["LookStep"][];
        };
        /** Mapping */
        Mapping: {
            columns: {
                [key: string]: string;
            };
            /**
             * @default yuan
             * @enum {string}
             */
            unit: "yuan" | "fen";
            /** @default  */
            event: string;
        };
        /** Marks */
        Marks: {
            queued: number;
            refused: number;
            paused_until: string | null;
            trouble: components["schemas"]["Trouble"] | null;
        };
        /** MaterialEffect */
        MaterialEffect: {
            content_id: number;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            sums: components["schemas"]["ContentSums"];
        };
        /** Me */
        Me: {
            member: components["schemas"]["Colleague"];
            way: components["schemas"]["ContactWay"];
            customers: components["schemas"]["Load"];
            welcome: components["schemas"]["Welcome"] | null;
        };
        /** Media */
        Media: {
            id: string;
            /** @enum {string} */
            kind: "image" | "voice" | "video" | "file";
            url: string;
            name: string;
            mime: string;
            size: number;
            width?: number | null;
            height?: number | null;
            duration_ms?: number | null;
        };
        /** MediaId */
        MediaId: {
            media_id: string;
        };
        /** MemberAdded */
        MemberAdded: {
            userid: string;
            name: string;
            added: number;
        };
        /** MemberChange */
        MemberChange: {
            alias?: string;
            english_name?: string;
            mobile?: string | null;
            email?: string | null;
            biz_mail?: string | null;
            telephone?: string;
            address?: string;
            position?: string;
            external_position?: string;
            gender?: number;
            main_department?: number;
            direct_leaders?: string[];
            can_contact?: boolean;
            customer_cap?: number | null;
            avatar_media_id?: string | null;
            leader_of?: number[];
            name?: string;
            departments?: number[];
        };
        /** MemberCount */
        MemberCount: {
            member_id: number;
            name: string;
            userid: string;
            hits: number;
        };
        /** MemberEffect */
        MemberEffect: {
            userid: string;
            name: string;
            sums: components["schemas"]["ContentSums"];
        };
        /** MemberShare */
        MemberShare: {
            userid: string;
            name: string;
            customers: number;
        };
        /** MemberTag */
        MemberTag: {
            id: number;
            name: string;
            /** @default 0 */
            members: number;
        };
        /** MemberTags */
        MemberTags: {
            items: components["schemas"]["MemberTag"][];
        };
        /** MemberView */
        MemberView: {
            userid: string;
            name: string;
            alias: string;
            english_name: string;
            mobile: string | null;
            email: string | null;
            biz_mail: string | null;
            telephone: string;
            address: string;
            position: string;
            external_position: string;
            gender: number;
            departments: number[];
            main_department: number;
            direct_leaders: string[];
            /** @enum {string} */
            status: "active" | "disabled" | "resigned" | "pending";
            /** @enum {string} */
            role: "super_admin" | "admin" | "scoped" | "member";
            role_departments: number[];
            can_contact: boolean;
            customers: number;
            /** Format: date-time */
            created_at: string;
            resigned_at: string | null;
            member_id: number;
            leader_of: number[];
            customer_cap: number;
            own_customer_cap: number | null;
            avatar_url: string | null;
        };
        /** MemberWelcome */
        MemberWelcome: {
            userid: string;
            name: string;
            welcome: components["schemas"]["Welcome"];
        };
        /** MembersWanted */
        MembersWanted: {
            userids: string[];
            /** @enum {string} */
            edition: "office" | "service" | "enterprise";
        };
        /** Membership */
        Membership: {
            group_id: number;
            name: string;
            owner_name: string;
            size: number;
            /** Format: date-time */
            joined_at: string;
            spoke_at: string | null;
        };
        /** Message */
        Message: {
            conversation_id: number;
            seq: number;
            sender_id: number;
            client_id: string;
            /** @enum {string} */
            kind: "text" | "image" | "file" | "voice" | "video" | "link" | "card" | "location" | "miniprogram" | "system" | "recall";
            content: unknown;
            reply_to: number | null;
            /** Format: date-time */
            sent_at: string;
            /** @default false */
            recalled: boolean;
        };
        /** Messages */
        Messages: {
            items: components["schemas"]["Message"][];
            has_more: boolean;
        };
        /** MirrorView */
        MirrorView: {
            on: boolean;
            totals: components["schemas"]["Totals"];
            rounds: components["schemas"]["Round"][];
            refusals: components["schemas"]["StageRefused"][];
            next_round_at: string | null;
            paused_until: string | null;
            trouble: components["schemas"]["Trouble"] | null;
            waiting: components["schemas"]["Waiting"];
            marks: components["schemas"]["Marks"];
            chats: components["schemas"]["ChatCounts"] | null;
            unrepaired: number;
        };
        /** Models */
        Models: {
            /** Format: date */
            until: string;
            customers: number;
            repeaters: number;
            buying: components["schemas"]["BgNbd"];
            buying_search: components["schemas"]["Search"];
            spend?: components["schemas"]["GammaGamma"] | null;
            spend_search?: components["schemas"]["Search"] | null;
            correlation?: number | null;
        };
        /** Moment */
        Moment: {
            id: number;
            /** @enum {string} */
            state: "preparing" | "open" | "finished" | "cancelled" | "failed" | "deleted";
            /** @enum {string} */
            origin: "console" | "api" | "desk";
            /** @enum {string} */
            purpose: "marketing" | "service";
            text: string;
            attachments: components["schemas"]["Attachment"][];
            range: components["schemas"]["Range"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            members: number;
            sums: components["schemas"]["MomentSums"];
            refusals: components["schemas"]["Refused"][];
            quiet_until: string | null;
            reminders_left: number;
        };
        /** MomentComment */
        MomentComment: {
            id: number;
            /** @enum {string} */
            by: "customer" | "member";
            name: string;
            avatar_url: string | null;
            contact_id: number | null;
            to: string | null;
            text: string;
            /** Format: date-time */
            at: string;
            own: boolean;
        };
        /** MomentDay */
        MomentDay: {
            day: string;
            shown: number;
            likes: number;
            comments: number;
        };
        /** MomentDays */
        MomentDays: {
            items: components["schemas"]["MomentDay"][];
        };
        /** MomentNotice */
        MomentNotice: {
            id: number;
            /** @enum {string} */
            kind: "like" | "comment";
            post_id: number;
            name: string;
            avatar_url: string | null;
            text: string | null;
            /** Format: date-time */
            at: string;
            read: boolean;
            post_text: string;
            picture_url: string | null;
        };
        /** MomentPart */
        MomentPart: {
            moment_id: number;
            post_id: number;
            text: string;
            attachments: components["schemas"]["Attachment"][];
            /** @enum {string} */
            state: "pending" | "publishing" | "published" | "cancelled" | "deleted";
            created_by: string;
            /** Format: date-time */
            at: string;
            customers: number;
            refused: number;
            quiet_until: string | null;
        };
        /** MomentParts */
        MomentParts: {
            items: Record<string, never>[];
            next_cursor?: string | null;
            total?: number | null;
            pending: number;
            unread: number;
        };
        /** MomentSums */
        MomentSums: {
            /** @default 0 */
            published: number;
            /** @default 0 */
            shown: number;
            /** @default 0 */
            refused: number;
            /** @default 0 */
            elsewhere: number;
            /** @default 0 */
            likes: number;
            /** @default 0 */
            comments: number;
            /** @default 0 */
            answers: number;
        };
        /** MomentViewer */
        MomentViewer: {
            contact_id: number;
            external_userid: string;
            name: string;
            avatar_url: string | null;
            remark: string;
            member_name: string;
            at: string | null;
            earlier: boolean;
            liked: boolean;
            comments: number;
            refusal: components["schemas"]["RefusedBy"] | null;
        };
        /** MyHandovers */
        MyHandovers: {
            items: components["schemas"]["Told"][];
        };
        /** MyPackFiles */
        MyPackFiles: {
            items: components["schemas"]["PackFile"][];
        };
        /** MyPacks */
        MyPacks: {
            /**
             * @default html
             * @enum {string}
             */
            format: "csv" | "html";
        };
        /** Named */
        Named: {
            /** @enum {integer} */
            type: 1 | 2;
            id: string;
            name: string;
        };
        /** NamedMember */
        NamedMember: {
            userid: string;
            name: string;
        };
        /** New */
        New: {
            name: string;
            definition: {
                [key: string]: unknown;
            };
            /** @default  */
            description: string;
            /** @default false */
            watched: boolean;
        };
        /** NewApp */
        NewApp: {
            name: string;
            /** @default  */
            description: string;
            /** @default false */
            may_contact: boolean;
        };
        /** NewBarred */
        NewBarred: {
            external_userids: string[];
            /** @default  */
            reason: string;
            /** @default true */
            remove: boolean;
        };
        /** NewBroadcast */
        NewBroadcast: {
            /** @default  */
            text: string;
            attachments?: components["schemas"]["Attachment"][];
            audience?: components["schemas"]["Audience"];
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
            /** @default false */
            allow_select: boolean;
            send_at?: string | null;
            /** @default false */
            needs_approval: boolean;
            /**
             * @default single
             * @enum {string}
             */
            chat_type: "single" | "group";
        };
        /** NewComment */
        NewComment: {
            text: string;
            /** @default  */
            client_id: string;
        };
        /** NewDepartment */
        NewDepartment: {
            name: string;
            parent_id: number;
            /** @default 0 */
            order: number;
            /** @default  */
            name_en: string;
        };
        /** NewField */
        NewField: {
            key: string;
            name: string;
            /** @enum {string} */
            type: "text" | "number" | "boolean" | "date" | "choice" | "choices";
            choices?: string[];
        };
        /** NewFollowUp */
        NewFollowUp: {
            text: string;
            due_at?: string | null;
        };
        /** NewGrant */
        NewGrant: {
            amount: number;
            /** Format: date */
            expires_on: string;
        };
        /** NewGroup */
        NewGroup: {
            name: string;
            tags: components["schemas"]["NewTagItem"][];
            order?: number | null;
        };
        /** NewHandovers */
        NewHandovers: {
            handover_userid: string;
            takeover_userid: string;
            external_userids: string[];
            /** @default  */
            message: string;
        };
        /** NewJoinWay */
        NewJoinWay: {
            group_ids: number[];
            /** @default  */
            remark: string;
            /** @default  */
            state: string;
            /** @default true */
            auto_create: boolean;
            /** @default  */
            base_name: string;
            /** @default 1 */
            next_number: number;
        };
        /** NewKey */
        NewKey: {
            public_key: string;
        };
        /** NewLink */
        NewLink: {
            name: string;
            userids?: string[];
            department_ids?: number[];
            /** @default true */
            skip_verify: boolean;
            /** @default 0 */
            priority_type: number;
            priority_userids?: string[];
        };
        /** NewMember */
        NewMember: {
            alias?: string;
            english_name?: string;
            mobile?: string | null;
            email?: string | null;
            biz_mail?: string | null;
            telephone?: string;
            address?: string;
            position?: string;
            external_position?: string;
            gender?: number;
            main_department?: number;
            direct_leaders?: string[];
            can_contact?: boolean;
            customer_cap?: number | null;
            avatar_media_id?: string | null;
            leader_of?: number[];
            userid: string;
            name: string;
            departments: number[];
            password?: string | null;
        };
        /** NewMoment */
        NewMoment: {
            /** @default  */
            text: string;
            attachments?: components["schemas"]["Attachment"][];
            range?: components["schemas"]["Range"];
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
        };
        /** NewOrder */
        NewOrder: {
            groups?: string[] | null;
            group_id?: string | null;
            tags?: string[] | null;
        };
        /** NewOwner */
        NewOwner: {
            member_id: number;
        };
        /** NewPartner */
        NewPartner: {
            name: string;
            /** @default  */
            full_name: string;
            /** @default  */
            custom_id: string;
            /** @default  */
            note: string;
            keepers?: string[];
            /** @enum {string} */
            kind: "supplier" | "distributor";
        };
        /** NewPassword */
        NewPassword: {
            new: string;
        };
        /** NewProduct */
        NewProduct: {
            description: string;
            price: number;
            /** @default  */
            product_sn: string;
            picture_ids?: string[];
        };
        /** NewPromise */
        NewPromise: {
            contact_id: number;
            text: string;
            /** Format: date-time */
            due_at: string;
            origin?: components["schemas"]["Origin"] | null;
        };
        /** NewRound */
        NewRound: {
            /** @default true */
            repairs: boolean;
        };
        /** NewRuleGroup */
        NewRuleGroup: {
            /** @enum {string} */
            kind: "customer" | "moment";
            name: string;
            admins: string[];
            userids?: string[];
            department_ids?: number[];
            parent_id?: number | null;
            privileges?: {
                [key: string]: boolean;
            };
        };
        /** NewRun */
        NewRun: {
            until?: string | null;
            holdout_days?: number | null;
        };
        /** NewSnapshot */
        NewSnapshot: {
            /** @default  */
            name: string;
        };
        /** NewTag */
        NewTag: {
            group_name: string;
            name: string;
        };
        /** NewTagItem */
        NewTagItem: {
            name: string;
        };
        /** NewTags */
        NewTags: {
            group_id: string;
            names: string[];
        };
        /** NewTool */
        NewTool: {
            name: string;
            url: string;
        };
        /** NewTrackingSource */
        NewTrackingSource: {
            name: string;
            /**
             * @default member_no
             * @enum {string}
             */
            user_kind: "member_no" | "external_userid" | "unionid" | "openid" | "phone" | "email";
        };
        /** NewView */
        NewView: {
            name: string;
            filters: {
                [key: string]: string;
            };
            columns?: string[] | null;
            /** @default false */
            shared: boolean;
        };
        /** NewWay */
        NewWay: {
            userids?: string[];
            department_ids?: number[];
            /** @default  */
            remark: string;
            /** @default  */
            state: string;
            /** @default true */
            skip_verify: boolean;
            welcome?: components["schemas"]["Welcome"] | null;
            tag_ids?: string[];
            /** @default false */
            is_temp: boolean;
            /** @default false */
            is_exclusive: boolean;
            expires_in?: number | null;
            chat_expires_in?: number | null;
        };
        /** Newest */
        Newest: {
            at: string;
            fits: boolean;
            values: components["schemas"]["Seen"][];
        };
        /** NewlyBarred */
        NewlyBarred: {
            added: number;
        };
        /** Nickname */
        Nickname: {
            nickname: string;
        };
        /** NoticeRefusal */
        NoticeRefusal: {
            rule: string;
            counted: number | null;
            allowed: number | null;
        };
        /** NoticeSaved */
        NoticeSaved: {
            group: components["schemas"]["Group"];
            told: boolean;
            refusal: components["schemas"]["NoticeRefusal"] | null;
        };
        /** OfferedChannel */
        OfferedChannel: {
            state: string;
            name: string;
            gone: boolean;
            brought: boolean | null;
        };
        /** OfferedChannels */
        OfferedChannels: {
            items: components["schemas"]["OfferedChannel"][];
            more: boolean;
        };
        /** OfferedEvent */
        OfferedEvent: {
            name: string;
            words: components["schemas"]["Words"];
            count: number | null;
            properties: components["schemas"]["Property"][];
        };
        /** OfferedField */
        OfferedField: {
            key: string;
            name: components["schemas"]["Words"];
            type: string;
            choices: string[];
        };
        /** Officer */
        Officer: {
            member_id: number;
            name: string;
            userid: string;
        };
        /** Officers */
        Officers: {
            items: components["schemas"]["Officer"][];
        };
        /** OpenSession */
        OpenSession: {
            id: number;
            user_agent: string;
            ip: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            seen_at: string;
            bearer: boolean;
            current: boolean;
        };
        /** OpenSessions */
        OpenSessions: {
            items: components["schemas"]["OpenSession"][];
        };
        /** Opening */
        Opening: {
            token: string;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            summary: string;
            cover: string | null;
            sender: string;
            /** @default  */
            html: string;
            file?: string | null;
            /** @enum {null|string} */
            file_kind?: "image" | "pdf" | "video" | null;
            url?: string | null;
            form?: string | null;
            /** @default false */
            gate: boolean;
            /** @default true */
            tracked: boolean;
            /** @default false */
            refused: boolean;
        };
        /** OptionCount */
        OptionCount: {
            value: string;
            count: number;
        };
        /** Origin */
        Origin: {
            conversation_id: number;
            seq: number;
        };
        /** OtherFollower */
        OtherFollower: {
            member_id: number;
            name: string;
            department: string;
            added_at: string | null;
        };
        /** Outcome */
        Outcome: {
            customers: number;
            models?: components["schemas"]["Models"] | null;
            check?: components["schemas"]["Check"] | null;
        };
        /** Outcomes */
        Outcomes: {
            items: components["schemas"]["Started"][];
        };
        /** Overlaid */
        Overlaid: {
            name: string;
            count: number;
        };
        /** Overlap */
        Overlap: {
            sets: components["schemas"]["Overlaid"][];
            regions: components["schemas"]["Region"][];
            union: number;
        };
        /** OwnBroadcast */
        OwnBroadcast: {
            tags_all?: string[];
            tags_any?: string[];
            tags_none?: string[];
            /**
             * @default single
             * @enum {string}
             */
            chat_type: "single" | "group";
            group_ids?: number[];
            /** @default  */
            text: string;
            attachments?: components["schemas"]["Attachment"][];
        };
        /** OwnEstimate */
        OwnEstimate: {
            customers: number;
            reachable: number;
            refusals: components["schemas"]["RuleCount"][];
        };
        /** OwnFollow */
        OwnFollow: {
            remark: string;
            description: string;
            added_at: string | null;
        };
        /** OwnMoment */
        OwnMoment: {
            /** @default  */
            text: string;
            attachments?: components["schemas"]["Attachment"][];
            tags_all?: string[];
            tags_any?: string[];
            tags_none?: string[];
        };
        /** OwnReach */
        OwnReach: {
            customers: number;
            reachable: number;
            refusals: components["schemas"]["Refused"][];
        };
        /** Owned */
        Owned: {
            /** @enum {string} */
            kind: "external_userid" | "unionid" | "openid" | "member_no" | "phone" | "email" | "device";
            value: string;
            source: string;
            /** Format: date-time */
            since: string;
        };
        /** OwnerRef */
        OwnerRef: {
            userid: string;
        };
        /** OwnerSums */
        OwnerSums: {
            owner_id: number;
            userid: string;
            name: string;
            new_groups: number;
            groups: number;
            active_groups: number;
            joined: number;
            left: number;
            members: number;
            active_members: number;
            messages: number;
        };
        /** Pack */
        Pack: {
            contact_id: number;
            external_userid: string;
            name: string;
            remark: string;
            description: string;
            company: string;
            mobiles: string[];
            tags: components["schemas"]["FollowTag"][];
            member_name: string;
            since: string | null;
            add_way_name: string;
            source_name: string;
            last_talk: components["schemas"]["Line"][];
            waits: string | null;
            waits_since: string | null;
            promises: components["schemas"]["Promise"][];
        };
        /** PackFile */
        PackFile: {
            id: number;
            title: string;
            /** @enum {string} */
            format: "csv" | "html";
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
            done: number;
            total: number;
            media_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** PackFiles */
        PackFiles: {
            items: components["schemas"]["PackFile"][];
        };
        /** PageApp */
        PageApp: {
            name: string;
            may_contact: boolean;
        };
        /** PageSignature */
        PageSignature: {
            /** @enum {string} */
            kind: "corp" | "agent";
            corpid: string;
            timestamp: string;
            noncestr: string;
            signature: string;
            url: string;
            /** @default 0 */
            agentid: number;
        };
        /** PageSigned */
        PageSigned: {
            timestamp: number;
            nonceStr: string;
            signature: string;
        };
        /** Page[ContentItem] */
        "Page_reunion.growth.content.model.ContentItem_": {
            items: components["schemas"]["ContentItem"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[FormAnswer] */
        "Page_reunion.growth.forms.model.FormAnswer_": {
            items: components["schemas"]["FormAnswer"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Form] */
        "Page_reunion.growth.forms.model.Form_": {
            items: components["schemas"]["Form"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Fault] */
        "Page_reunion.growth.imports.model.Fault_": {
            items: components["schemas"]["Fault"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Import] */
        "Page_reunion.growth.imports.model.Import_": {
            items: components["schemas"]["Import"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Drift] */
        "Page_reunion.growth.mirror.model.Drift_": {
            items: components["schemas"]["Drift"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[PredictedCustomer] */
        "Page_reunion.growth.predictions.console_api.PredictedCustomer_": {
            items: components["schemas"]["PredictedCustomer"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Receipt] */
        "Page_reunion.growth.profiles.erasing.Receipt_": {
            items: components["schemas"]["Receipt"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Row] */
        "Page_reunion.growth.profiles.listing.Row_": {
            items: components["schemas"]["Row"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[ConflictRow] */
        "Page_reunion.growth.profiles.page_routes.ConflictRow_": {
            items: components["schemas"]["ConflictRow"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Happening] */
        "Page_reunion.growth.profiles.timeline.Happening_": {
            items: components["schemas"]["Happening"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[SegmentBroadcastTask] */
        "Page_reunion.growth.segments.broadcasts.service.SegmentBroadcastTask_": {
            items: components["schemas"]["SegmentBroadcastTask"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[SegmentBroadcast] */
        "Page_reunion.growth.segments.broadcasts.service.SegmentBroadcast_": {
            items: components["schemas"]["SegmentBroadcast"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Segment] */
        "Page_reunion.growth.segments.model.Segment_": {
            items: components["schemas"]["Segment"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[HeldPerson] */
        "Page_reunion.growth.tag_rules.model.HeldPerson_": {
            items: components["schemas"]["HeldPerson"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[RuleAct] */
        "Page_reunion.growth.tag_rules.model.RuleAct_": {
            items: components["schemas"]["RuleAct"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[TagBatch] */
        "Page_reunion.growth.tag_rules.model.TagBatch_": {
            items: components["schemas"]["TagBatch"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[AcquisitionLink] */
        "Page_reunion.platform.acquisition.model.AcquisitionLink_": {
            items: components["schemas"]["AcquisitionLink"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Brought] */
        "Page_reunion.platform.acquisition.model.Brought_": {
            items: components["schemas"]["Brought"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Product] */
        "Page_reunion.platform.albums.model.Product_": {
            items: components["schemas"]["Product"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[ArchivedMessage] */
        "Page_reunion.platform.archive.model.ArchivedMessage_": {
            items: components["schemas"]["ArchivedMessage"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[ArchivedTalk] */
        "Page_reunion.platform.archive.model.ArchivedTalk_": {
            items: components["schemas"]["ArchivedTalk"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Look] */
        "Page_reunion.platform.archive.model.Look_": {
            items: components["schemas"]["Look"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[AuditEntry] */
        "Page_reunion.platform.audit.model.AuditEntry_": {
            items: components["schemas"]["AuditEntry"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Broadcast] */
        "Page_reunion.platform.broadcasts.model.Broadcast_": {
            items: components["schemas"]["Broadcast"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Recipient] */
        "Page_reunion.platform.broadcasts.outcome.Recipient_": {
            items: components["schemas"]["Recipient"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[TaskCustomer] */
        "Page_reunion.platform.broadcasts.outcome.TaskCustomer_": {
            items: components["schemas"]["TaskCustomer"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[TaskMember] */
        "Page_reunion.platform.broadcasts.outcome.TaskMember_": {
            items: components["schemas"]["TaskMember"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[DeliveryLine] */
        "Page_reunion.platform.callbacks.console_api.DeliveryLine_": {
            items: components["schemas"]["DeliveryLine"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[ContactWay] */
        "Page_reunion.platform.contact_ways.model.ContactWay_": {
            items: components["schemas"]["ContactWay"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Customer] */
        "Page_reunion.platform.contacts.model.Customer_": {
            items: components["schemas"]["Customer"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[TimelineEntry] */
        "Page_reunion.platform.contacts.model.TimelineEntry_": {
            items: components["schemas"]["TimelineEntry"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Conversation] */
        "Page_reunion.platform.conversations.model.Conversation_": {
            items: components["schemas"]["Conversation"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Hit] */
        "Page_reunion.platform.conversations.search.Hit_": {
            items: components["schemas"]["Hit"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[MemberView] */
        "Page_reunion.platform.directory.members.views.MemberView_": {
            items: components["schemas"]["MemberView"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Colleague] */
        "Page_reunion.platform.directory.model.Colleague_": {
            items: components["schemas"]["Colleague"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Barred] */
        "Page_reunion.platform.group_rules.model.Barred_": {
            items: components["schemas"]["Barred"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Duplicate] */
        "Page_reunion.platform.group_rules.model.Duplicate_": {
            items: components["schemas"]["Duplicate"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[GuardAct] */
        "Page_reunion.platform.group_rules.model.GuardAct_": {
            items: components["schemas"]["GuardAct"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Group] */
        "Page_reunion.platform.groups.model.Group_": {
            items: components["schemas"]["Group"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[JoinWay] */
        "Page_reunion.platform.groups.model.JoinWay_": {
            items: components["schemas"]["JoinWay"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[GroupRecord] */
        "Page_reunion.platform.handover.model.GroupRecord_": {
            items: components["schemas"]["GroupRecord"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Handover] */
        "Page_reunion.platform.handover.model.Handover_": {
            items: components["schemas"]["Handover"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Plan] */
        "Page_reunion.platform.handover.model.Plan_": {
            items: components["schemas"]["Plan"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[HitRow] */
        "Page_reunion.platform.interception.store.hits.HitRow_": {
            items: components["schemas"]["HitRow"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[PostComment] */
        "Page_reunion.platform.moments.console_api.PostComment_": {
            items: components["schemas"]["PostComment"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[DeskPost] */
        "Page_reunion.platform.moments.views.DeskPost_": {
            items: components["schemas"]["DeskPost"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[FeedPost] */
        "Page_reunion.platform.moments.views.FeedPost_": {
            items: components["schemas"]["FeedPost"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[MomentNotice] */
        "Page_reunion.platform.moments.views.MomentNotice_": {
            items: components["schemas"]["MomentNotice"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[MomentViewer] */
        "Page_reunion.platform.moments.views.MomentViewer_": {
            items: components["schemas"]["MomentViewer"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Moment] */
        "Page_reunion.platform.moments.views.Moment_": {
            items: components["schemas"]["Moment"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[PostLine] */
        "Page_reunion.platform.moments.views.PostLine_": {
            items: components["schemas"]["PostLine"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[PartnerPerson] */
        "Page_reunion.platform.partners.model.PartnerPerson_": {
            items: components["schemas"]["PartnerPerson"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Partner] */
        "Page_reunion.platform.partners.model.Partner_": {
            items: components["schemas"]["Partner"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[Promise] */
        "Page_reunion.platform.promises.model.Promise_": {
            items: components["schemas"]["Promise"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** Page[TouchLine] */
        "Page_reunion.platform.touches.model.TouchLine_": {
            items: components["schemas"]["TouchLine"][];
            next_cursor?: string | null;
            total?: number | null;
        };
        /** PaidBack */
        PaidBack: {
            /** Format: date-time */
            refunded_at: string;
            amount_fen: number;
        };
        /** Part */
        Part: {
            count: number;
            sample: components["schemas"]["Card"][];
        };
        /** Participant */
        Participant: {
            principal_id: number;
            /** @enum {string} */
            kind: "member" | "contact";
            name: string;
            avatar_url: string | null;
            corp_name: string | null;
            read_seq: number;
            userid?: string | null;
            external_userid?: string | null;
            title?: string | null;
        };
        /** Partner */
        Partner: {
            id: number;
            /** @enum {string} */
            kind: "supplier" | "distributor";
            name: string;
            full_name: string;
            custom_id: string;
            note: string;
            keepers: components["schemas"]["Keeper"][];
            people: number;
            groups: number;
            /** Format: date-time */
            created_at: string;
            created_by: string;
        };
        /** PartnerCard */
        PartnerCard: {
            id: number;
            /** @enum {string} */
            kind: "supplier" | "distributor";
            name: string;
            full_name: string;
        };
        /** PartnerDraft */
        PartnerDraft: {
            name: string;
            /** @default  */
            full_name: string;
            /** @default  */
            custom_id: string;
            /** @default  */
            note: string;
            keepers?: string[];
        };
        /** PartnerInvitation */
        PartnerInvitation: {
            url: string;
            qr_svg_url: string;
            qr_png_url: string;
        };
        /** PartnerJoined */
        PartnerJoined: {
            conversation_id: number | null;
            already: boolean;
        };
        /** PartnerPerson */
        PartnerPerson: {
            contact_id: number;
            external_userid: string;
            name: string;
            avatar_url: string | null;
            position: string;
            partner: components["schemas"]["PartnerCard"];
            /** Format: date-time */
            since: string;
            added_by: string;
            followed_by: string[];
        };
        /** PartnerPositionDraft */
        PartnerPositionDraft: {
            /** @default  */
            position: string;
        };
        /** PartnerTalk */
        PartnerTalk: {
            conversation_id: number | null;
        };
        /** PasswordChange */
        PasswordChange: {
            old: string;
            new: string;
        };
        /** Permitted */
        Permitted: {
            member_id: number;
            name: string;
            userid: string;
            department: string;
            /** @enum {string} */
            edition: "office" | "service" | "enterprise";
            /** Format: date-time */
            since: string;
        };
        /** PermittedMembers */
        PermittedMembers: {
            items: components["schemas"]["Permitted"][];
        };
        /** PersonFollow */
        PersonFollow: {
            userid: string;
            name: string;
            remark: string;
            channel: string;
            /** Format: date-time */
            added_at: string;
            ended_at: string | null;
        };
        /** PersonFollows */
        PersonFollows: {
            items: components["schemas"]["PersonFollow"][];
        };
        /** Picture */
        Picture: {
            id: string;
            url: string;
        };
        /** Place */
        Place: {
            department_id: number;
            name: string;
        };
        /** Plan */
        Plan: {
            id: number;
            /** @enum {string} */
            kind: "onjob" | "resigned";
            giver: components["schemas"]["Side"];
            /** @enum {string} */
            state: "running" | "done" | "stopped";
            rule: components["schemas"]["Rule"];
            message: string;
            customers: number;
            started: number;
            left_out: {
                [key: string]: number;
            };
            groups: number;
            groups_given: number;
            groups_left_out: {
                [key: string]: number;
            };
            created_by: string;
            /** Format: date-time */
            created_at: string;
            done_at: string | null;
            states?: {
                [key: string]: number;
            };
            shares?: components["schemas"]["Share"][];
        };
        /** Point */
        Point: {
            /** Format: date */
            day: string;
            actual: number;
            expected: number;
        };
        /** Policy */
        Policy: {
            /**
             * @default month
             * @enum {string}
             */
            broadcast: "month" | "week" | "day";
            /** @default 3 */
            moments_a_day: number;
            marketing?: components["schemas"]["Caps"];
            service?: components["schemas"]["Caps"];
            every?: components["schemas"]["Caps"];
            quiet_hours?: components["schemas"]["QuietHours"] | null;
            /**
             * @default [
             *       "marketing"
             *     ]
             */
            quiet_for: ("marketing" | "service")[];
        };
        /** PolicyWanted */
        PolicyWanted: {
            /**
             * @default month
             * @enum {string}
             */
            broadcast: "month" | "week" | "day";
            /** @default 3 */
            moments_a_day: number;
            marketing?: components["schemas"]["CapsWanted"];
            service?: components["schemas"]["CapsWanted"];
            every?: components["schemas"]["CapsWanted"];
            quiet_hours?: components["schemas"]["QuietHoursWanted"] | null;
            quiet_for?: ("marketing" | "service")[];
        };
        /** Portrait */
        Portrait: {
            card: components["schemas"]["Card"];
            follow: components["schemas"]["OwnFollow"];
            others: string[];
            identities: components["schemas"]["Owned"][];
            attributes: components["schemas"]["Attribute"][];
            prediction: components["schemas"]["Prediction"] | null;
        };
        /** PostComment */
        PostComment: {
            post_id: number;
            comment: components["schemas"]["MomentComment"];
        };
        /** PostLine */
        PostLine: {
            post_id: number;
            member_id: number;
            userid: string;
            name: string;
            department: string;
            /** @enum {string} */
            state: "pending" | "publishing" | "published" | "cancelled" | "deleted";
            shown: number;
            refused: number;
            likes: number;
            comments: number;
            confirmed_at: string | null;
        };
        /** PredictedCustomer */
        PredictedCustomer: {
            name: string;
            avatar: string;
            external_userid: string | null;
            prediction: components["schemas"]["Prediction"];
        };
        /** Prediction */
        Prediction: {
            profile_no: number;
            rfm_r: number;
            rfm_f: number;
            rfm_m: number;
            /** Format: date */
            last_day: string;
            purchases: number;
            spent_fen: number;
            expected_30?: number | null;
            expected_90?: number | null;
            expected_365?: number | null;
            alive?: number | null;
            mean_fen?: number | null;
            value_fen?: number | null;
        };
        /** PredictionOverview */
        PredictionOverview: {
            newest: components["schemas"]["PredictionRun"] | null;
            done: components["schemas"]["PredictionRun"] | null;
            cells: components["schemas"]["Cell"][];
        };
        /** PredictionRun */
        PredictionRun: {
            run_no: number;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
            /** @enum {string} */
            stage: "waiting" | "reading" | "checking" | "fitting" | "writing" | "done";
            /** Format: date */
            until: string;
            holdout_days: number;
            asked_by: string;
            /** Format: date-time */
            asked_at: string;
            ended_at?: string | null;
            outcome?: components["schemas"]["Outcome"] | null;
            /** @default  */
            reason: string;
        };
        /** Preferences */
        Preferences: {
            corp: components["schemas"]["CorpCard"];
            marketing: boolean;
            service: boolean;
            days: number;
            total: number;
            got: components["schemas"]["TouchCount"][];
        };
        /** PreferencesChange */
        PreferencesChange: {
            marketing: boolean;
            service: boolean;
        };
        /** Preview */
        Preview: {
            customers: number;
            unplaced: number;
            shares: components["schemas"]["Share"][];
            /** @default 0 */
            groups: number;
            /** @default 0 */
            groups_unplaced: number;
        };
        /** PreviewAsked */
        PreviewAsked: {
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            body: {
                [key: string]: unknown;
            };
        };
        /** PreviewHtml */
        PreviewHtml: {
            html: string;
        };
        /** PreviewRequest */
        PreviewRequest: {
            url: string;
        };
        /** PreviewRow */
        PreviewRow: {
            row: number;
            cells: {
                [key: string]: string;
            };
            becomes: {
                [key: string]: string;
            };
            wrong: components["schemas"]["Fault"][];
        };
        /** Privilege */
        Privilege: {
            name: string;
            title_zh: string;
            title_en: string;
            basic: boolean;
        };
        /** Product */
        Product: {
            id: number;
            product_id: string;
            description: string;
            price: number;
            product_sn: string;
            pictures: components["schemas"]["Picture"][];
            url: string;
            opened: number;
            app: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** ProductChange */
        ProductChange: {
            description?: string | null;
            price?: number | null;
            product_sn?: string | null;
            picture_ids?: string[] | null;
        };
        /** ProductPage */
        ProductPage: {
            description: string;
            price: number;
            product_sn: string;
            pictures: string[];
            corp: components["schemas"]["CorpCard"];
        };
        /** Profile */
        Profile: {
            name: string;
            phone: string;
            gender: number;
            avatar_url: string | null;
            notify_messages: boolean;
            notify_sound: boolean;
            notify_preview: boolean;
        };
        /** ProfilePage */
        ProfilePage: {
            card: components["schemas"]["Card"];
            profile_nos: number[];
            source: string;
            identities: components["schemas"]["Owned"][];
            attributes: components["schemas"]["Attribute"][];
            tags: components["schemas"]["Worn"][];
            history: components["schemas"]["Written"][];
            conflicts: components["schemas"]["Conflict"][];
            consents: components["schemas"]["Entry"][];
        };
        /** ProfilePatch */
        ProfilePatch: {
            name?: string | null;
            gender?: number | null;
            avatar_media_id?: string | null;
            notify_messages?: boolean | null;
            notify_sound?: boolean | null;
            notify_preview?: boolean | null;
        };
        /** ProfileSources */
        ProfileSources: {
            items: string[];
        };
        /** ProfileTag */
        ProfileTag: {
            tag_no: number;
            group_name: string;
            name: string;
            wecom_id?: string | null;
        };
        /** Promise */
        Promise: {
            id: number;
            contact_id: number;
            external_userid: string;
            customer_name: string;
            avatar_url: string | null;
            member_id: number;
            made_by: number;
            made_by_name: string;
            text: string;
            /** Format: date-time */
            due_at: string;
            /** Format: date-time */
            created_at: string;
            done_at: string | null;
            origin?: components["schemas"]["Origin"] | null;
        };
        /** PromiseChange */
        PromiseChange: {
            text?: string | null;
            due_at?: string | null;
        };
        /** Property */
        Property: {
            name: string;
            /** @enum {string} */
            type: "text" | "number" | "boolean" | "other";
        };
        /** PropertyType */
        PropertyType: {
            type: string;
            count: number;
        };
        /** PublicField */
        PublicField: {
            key: string;
            /** @enum {string} */
            type: "text" | "number" | "phone" | "date" | "choice" | "choices" | "rating" | "address";
            label: string;
            hint: string;
            required: boolean;
            options: components["schemas"]["PublicOption"][];
            when: components["schemas"]["FormCondition"][];
            least: number | null;
            most: number | null;
        };
        /** PublicForm */
        PublicForm: {
            title: string;
            intro: string;
            closed: boolean;
            fields: components["schemas"]["PublicField"][];
        };
        /** PublicKey */
        PublicKey: {
            version: number;
            public_key: string;
            fingerprint: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** PublicKeys */
        PublicKeys: {
            items: components["schemas"]["PublicKey"][];
        };
        /** PublicOption */
        PublicOption: {
            label: string;
        };
        /** Purchase */
        Purchase: {
            order_no: string;
            /** Format: date-time */
            bought_at: string;
            amount_fen: number;
            items: components["schemas"]["Item"][];
            store: string;
            /** @default 0 */
            refunded_fen: number;
            refunds?: components["schemas"]["PaidBack"][];
        };
        /** PurchaseSummary */
        PurchaseSummary: {
            count: number;
            total_fen: number;
            last_at: string | null;
        };
        /** Purchases */
        Purchases: {
            items: components["schemas"]["Purchase"][];
            next_cursor: string | null;
            total: number;
            total_fen: number;
            refunded_fen: number;
        };
        /** Purpose */
        Purpose: {
            purpose: string;
        };
        /** QuestionResult */
        QuestionResult: {
            key: string;
            label: string;
            /** @enum {string} */
            type: "text" | "number" | "phone" | "date" | "choice" | "choices" | "rating" | "address";
            answered: number;
            counts: components["schemas"]["OptionCount"][];
            average: number | null;
            latest: string[];
        };
        /** QuickReply */
        QuickReply: {
            id: number;
            own: boolean;
            category: string;
            title: string;
            text: string;
            content_id: number | null;
            uses: number;
            mine: number;
        };
        /** QuietHours */
        QuietHours: {
            since: string;
            until: string;
        };
        /** QuietHoursWanted */
        QuietHoursWanted: {
            since: string;
            until: string;
        };
        /** Quota */
        Quota: {
            used: number;
            balance: number;
            beyond: number;
            grants: components["schemas"]["Grant"][];
            days: components["schemas"]["UseDay"][];
        };
        /** Range */
        Range: {
            tags_all?: string[];
            tags_any?: string[];
            tags_none?: string[];
            userids?: string[];
            department_ids?: number[];
        };
        /** Reach */
        Reach: {
            customers: number;
            members: number;
            reachable: number;
            refusals: components["schemas"]["Refused"][];
        };
        /** ReadMark */
        ReadMark: {
            read_seq: number;
        };
        /** ReadUpTo */
        ReadUpTo: {
            seq: number;
        };
        /** ReadingBeacon */
        ReadingBeacon: {
            visit: string;
            seconds: number;
            /** @default 0 */
            depth: number;
            /** @default 0 */
            place: number;
            /** @default 0 */
            places: number;
            stays?: number[];
            /** @default false */
            left: boolean;
        };
        /** Reason */
        Reason: {
            /** @default  */
            reason: string;
        };
        /** Receipt */
        Receipt: {
            erasure_no: number;
            profile_no: number;
            reason: string;
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            finished_at: string | null;
            lines: {
                [key: string]: components["schemas"]["Erased"][];
            };
        };
        /** Recipient */
        Recipient: {
            contact_id: number;
            external_userid: string;
            name: string;
            member_name: string;
            /** @enum {string} */
            state: "unsent" | "sent" | "not_friend" | "refused" | "deselected";
            refusal: components["schemas"]["ShownRefusal"] | null;
            sent_at: string | null;
            reached: number;
            read: number;
            replied: number;
            group_id: number | null;
        };
        /** Refusal */
        Refusal: {
            /** @enum {string} */
            stage: "directory" | "tags" | "customers" | "groups" | "done";
            errcode: number;
            errmsg: string;
        };
        /** Refused */
        Refused: {
            rule: string;
            count: number;
        };
        /** RefusedBy */
        RefusedBy: {
            rule: string;
            counted: number | null;
            allowed: number | null;
        };
        /** RefusedFor */
        RefusedFor: {
            rule: string;
            reason: string;
            customers: number;
        };
        /** Region */
        Region: {
            in: number[];
            count: number;
        };
        /** Rejection */
        Rejection: {
            /** @default  */
            reason: string;
        };
        /** RemarkChange */
        RemarkChange: {
            remark?: string | null;
            description?: string | null;
            company?: string | null;
            mobiles?: string[] | null;
        };
        /** Removal */
        Removal: {
            principal_ids: number[];
            /** @default  */
            reason: string;
        };
        /** Repaired */
        Repaired: {
            again: number;
        };
        /** ReplyDraft */
        ReplyDraft: {
            category: string;
            text: string;
            /** @default  */
            title: string;
            content_id?: number | null;
        };
        /** ReplyMade */
        ReplyMade: {
            id: number;
        };
        /** ReportRegistration */
        ReportRegistration: {
            visit: string;
            name: string;
            phone: string;
            /** @default  */
            company: string;
        };
        /** Requests */
        Requests: {
            items: components["schemas"]["Customer"][];
        };
        /** Resigned */
        Resigned: {
            member: components["schemas"]["MemberView"];
            unassigned: number;
        };
        /** RevokedWriteKey */
        RevokedWriteKey: {
            write_key: string;
        };
        /** RoleChange */
        RoleChange: {
            /** @enum {string} */
            role: "super_admin" | "admin" | "scoped" | "member";
            departments?: number[];
        };
        /** RoomInvitation */
        RoomInvitation: {
            member_ids: number[];
        };
        /** RoomMember */
        RoomMember: {
            principal_id: number;
            userid: string;
            name: string;
            title: string;
            avatar_url: string | null;
            joined_at: string | null;
        };
        /** RoomMembers */
        RoomMembers: {
            owner_id: number | null;
            items: components["schemas"]["RoomMember"][];
            former: components["schemas"]["RoomMember"][];
        };
        /** RoomPatch */
        RoomPatch: {
            title: string;
        };
        /** Round */
        Round: {
            round_no: number;
            /** @enum {string} */
            kind: "first" | "schedule" | "demand";
            repairs: boolean;
            /** Format: date-time */
            began_at: string;
            finished_at: string | null;
            /** @enum {string} */
            stage: "directory" | "tags" | "customers" | "groups" | "done";
            members: number;
            members_done: number;
            follows: number;
            groups: number;
            drifts: number;
            refusals: components["schemas"]["Refusal"][];
        };
        /** Row */
        Row: {
            profile_no: number;
            name: string;
            avatar: string;
            gender: string;
            birthday: string | null;
            city: string;
            phones: string[];
            member_no: string | null;
            external_userid: string | null;
            source: string;
            tags: components["schemas"]["ProfileTag"][];
            attributes: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            known_since: string;
        };
        /** RowError */
        RowError: {
            row: number;
            column: string;
            value: string;
            message: string;
        };
        /** Rule */
        Rule: {
            /**
             * @default store
             * @enum {string}
             */
            among: "store" | "departments" | "members";
            departments?: number[];
            userids?: string[];
            /**
             * @default load
             * @enum {string}
             */
            spread: "load" | "even";
        };
        /** RuleAct */
        RuleAct: {
            id: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            cause: "change" | "sweep";
            began: number;
            ceased: number;
            given: number;
            taken: number;
            people: components["schemas"]["RulePerson"][];
        };
        /** RuleCount */
        RuleCount: {
            rule: string;
            count: number;
        };
        /** RuleGroup */
        RuleGroup: {
            id: number;
            /** @enum {string} */
            kind: "customer" | "moment";
            parent_id: number | null;
            name: string;
            admins: components["schemas"]["Admin"][];
            range: components["schemas"]["Named"][];
            privileges: {
                [key: string]: boolean;
            };
            app: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
        };
        /** RuleGroupChange */
        RuleGroupChange: {
            name?: string | null;
            admins?: string[] | null;
            privileges?: {
                [key: string]: boolean;
            } | null;
            add_userids?: string[];
            add_department_ids?: number[];
            del_userids?: string[];
            del_department_ids?: number[];
        };
        /** RuleGroups */
        RuleGroups: {
            items: components["schemas"]["RuleGroup"][];
            privileges: {
                [key: string]: components["schemas"]["Privilege"][];
            };
        };
        /** RulePerson */
        RulePerson: {
            profile_no: number;
            name: string;
            avatar: string;
        };
        /** RuleTag */
        RuleTag: {
            tag_no: number;
            group_name: string;
            name: string;
            wecom: boolean;
            /** @default false */
            gone: boolean;
        };
        /** RuleTarget */
        RuleTarget: {
            id: number;
            name: string;
        };
        /** RuleWanted */
        RuleWanted: {
            name: string;
            /** @enum {string} */
            action: "block" | "warn";
            words?: string[];
            semantics?: (1 | 2 | 3)[];
            userids?: string[];
            department_ids?: number[];
            watchers?: string[];
        };
        /** RulesOfGroup */
        RulesOfGroup: {
            replies: components["schemas"]["KeywordReply"][];
            guards: components["schemas"]["Guard"][];
        };
        /** Said */
        Said: {
            /** @enum {string} */
            purpose: "marketing" | "tracking" | "profiling" | "sharing";
            given: boolean;
            /** @default  */
            note: string;
        };
        /** Scope */
        Scope: {
            group_ids?: number[];
            label_ids?: number[];
            owners?: string[];
        };
        /** Search */
        Search: {
            converged: boolean;
            steps: number;
            log_likelihood: number;
            customers: number;
        };
        /** SecretView */
        SecretView: {
            secret: string;
        };
        /** Seen */
        Seen: {
            property: string;
            words: components["schemas"]["Words"];
            value: unknown;
        };
        /** SeenNotices */
        SeenNotices: {
            notice_id: number;
        };
        /** SeenTo */
        SeenTo: {
            hit_id: number;
        };
        /** Segment */
        Segment: {
            id: number;
            name: string;
            description: string;
            definition: {
                [key: string]: unknown;
            };
            words: components["schemas"]["Words"];
            version: number;
            watched: boolean;
            count: number | null;
            counted_at: string | null;
            /** Format: date-time */
            made_at: string;
            made_by: string;
            /** Format: date-time */
            changed_at: string;
            own: boolean;
            owner: string;
            editable: boolean;
        };
        /** SegmentBroadcast */
        SegmentBroadcast: {
            id: number;
            segment_id: number;
            segment: string;
            text: string;
            /** @enum {string} */
            state: "sorting" | "asking" | "done" | "stopped";
            total: number;
            sorted: number;
            reachable: number;
            tasks: number;
            made: number;
            refused: number;
            handed: number;
            failed: number;
            error: string;
            /** Format: date-time */
            next_at: string;
            made_by: string;
            /** Format: date-time */
            made_at: string;
            finished_at: string | null;
        };
        /** SegmentBroadcastTask */
        SegmentBroadcastTask: {
            userid: string;
            name: string;
            part: number;
            customers: number;
            /** @enum {string} */
            state: "waiting" | "asked" | "made" | "refused";
            msgid: string;
            failed: number;
            error: string;
        };
        /** SegmentReach */
        SegmentReach: {
            count: number;
            reachable: number;
            without_wecom: number;
            members: components["schemas"]["MemberShare"][];
        };
        /** SegmentSize */
        SegmentSize: {
            segment_id: number;
            count: number | null;
        };
        /** SegmentSizes */
        SegmentSizes: {
            items: components["schemas"]["SegmentSize"][];
        };
        /** SegmentText */
        SegmentText: {
            text: string;
            key: string;
        };
        /** SendMessage */
        SendMessage: {
            client_id: string;
            /** @enum {string} */
            kind: "text" | "image" | "file" | "voice" | "video" | "link" | "card" | "location" | "miniprogram";
            content: {
                [key: string]: unknown;
            };
            reply_to?: number | null;
            /** @default false */
            confirmed: boolean;
        };
        /** Sendable */
        Sendable: {
            id: number;
            /** @enum {string} */
            kind: "article" | "report" | "video" | "page" | "form" | "poster" | "link";
            title: string;
            summary: string;
            cover: string | null;
            folder_id: number | null;
            gated: boolean;
        };
        /** Senders */
        Senders: {
            /** @default [] */
            department_ids: number[];
            /** @default [] */
            userids: string[];
        };
        /** Sending */
        Sending: {
            profile_no?: number | null;
        };
        /** SentCode */
        SentCode: {
            id: number;
            phone: string;
            code: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            used_at: string | null;
        };
        /** SentCodes */
        SentCodes: {
            items: components["schemas"]["SentCode"][];
        };
        /** Session */
        Session: {
            csrf_token: string;
            principal_id: number;
            name: string;
            avatar_url: string | null;
            corp?: components["schemas"]["CorpCard"] | null;
            userid?: string | null;
            /** @enum {null|string} */
            role?: "super_admin" | "admin" | "scoped" | "officer" | "member" | "customer" | "follower" | "public" | null;
            phone?: string | null;
            duties?: "compliance"[];
        };
        /** Setting */
        Setting: {
            /** @enum {string} */
            mode: "ask" | "tell";
            retention_days: number | null;
            members: number;
            last_seq: number;
            entries: number;
            key_version: number;
        };
        /** SettingWanted */
        SettingWanted: {
            /** @enum {string} */
            mode: "ask" | "tell";
            retention_days?: number | null;
        };
        /** Shape */
        Shape: {
            /** @enum {string} */
            format: "csv" | "xlsx" | "parquet";
            columns: string[];
            /** @default  */
            encoding: string;
            /** @default , */
            delimiter: string;
            /** @default true */
            header: boolean;
        };
        /** Share */
        Share: {
            member_id: number;
            userid: string;
            name: string;
            department: string;
            has: number;
            cap: number;
            gets: number;
            /** @default 0 */
            given: number;
            /** @default 0 */
            has_groups: number;
            /** @default 0 */
            gets_groups: number;
            /** @default 0 */
            given_groups: number;
        };
        /** Shared */
        Shared: {
            token: string;
            url: string;
            card: components["schemas"]["LinkCard"];
            picture?: string | null;
            media_id?: string | null;
        };
        /** ShownRefusal */
        ShownRefusal: {
            rule: string;
            counted: number | null;
            allowed: number | null;
        };
        /** ShownScope */
        ShownScope: {
            groups: components["schemas"]["RuleTarget"][];
            labels: components["schemas"]["RuleTarget"][];
            owners: components["schemas"]["NamedMember"][];
        };
        /** Side */
        Side: {
            member_id: number;
            userid: string;
            name: string;
            department: string;
            avatar_url: string | null;
        };
        /** SidebarCode */
        SidebarCode: {
            corp: string;
            code: string;
        };
        /** SidebarContent */
        SidebarContent: {
            items: components["schemas"]["Sendable"][];
        };
        /** SidebarDoor */
        SidebarDoor: {
            corpid: string;
            agentid: number;
            authorize: string;
        };
        /** SidebarGroup */
        SidebarGroup: {
            name: string;
            owner: string;
            /** Format: date-time */
            made_at: string;
            colleagues: string[];
            guests: components["schemas"]["SidebarGuest"][];
        };
        /** SidebarGuest */
        SidebarGuest: {
            name: string;
            avatar: string;
            /** Format: date-time */
            joined_at: string;
            profile_no: number | null;
            tags: components["schemas"]["ProfileTag"][];
        };
        /** SidebarReplies */
        SidebarReplies: {
            items: components["schemas"]["QuickReply"][];
        };
        /** SidebarSession */
        SidebarSession: {
            token: string;
            userid: string;
            name: string;
            /** Format: date-time */
            expires_at: string;
        };
        /** SidebarShare */
        SidebarShare: {
            content_id: number;
        };
        /** SidebarTagChange */
        SidebarTagChange: {
            add?: number[];
            remove?: number[];
        };
        /** SidebarTags */
        SidebarTags: {
            items: components["schemas"]["ProfileTag"][];
        };
        /** SignIn */
        SignIn: {
            username: string;
            password: string;
            corp?: string | null;
        };
        /** Snapshot */
        Snapshot: {
            id: number;
            segment_id: number;
            name: string;
            version: number;
            count: number;
            /** Format: date-time */
            made_at: string;
            made_by: string;
        };
        /** Snapshots */
        Snapshots: {
            items: components["schemas"]["Snapshot"][];
        };
        /** Somebody */
        Somebody: {
            member_id: number;
            name: string;
            userid: string;
        };
        /** Source */
        Source: {
            state: string;
            name: string;
            count: number;
        };
        /** Sources */
        Sources: {
            items: components["schemas"]["Source"][];
        };
        /** StageRefused */
        StageRefused: {
            /** @enum {string} */
            stage: "directory" | "tags" | "customers" | "groups" | "done";
            trouble: components["schemas"]["Trouble"];
        };
        /** Standing */
        Standing: {
            counts: components["schemas"]["ClassCounts"][];
            refuses: ("marketing" | "service")[];
            held: components["schemas"]["Held"][];
        };
        /** StartConversation */
        StartConversation: {
            principal_id: number;
        };
        /** StartGroup */
        StartGroup: {
            /** @default customer */
            kind: "customer" | ("supplier" | "distributor");
            /** @default  */
            name: string;
            contact_ids?: number[];
            member_ids?: number[];
        };
        /** StartRoom */
        StartRoom: {
            member_ids: number[];
            /** @default  */
            title: string;
        };
        /** Started */
        Started: {
            external_userid: string;
            errcode: number;
            /** @default  */
            reason: string;
        };
        /** Sums */
        Sums: {
            /** @default 0 */
            unsent: number;
            /** @default 0 */
            sent: number;
            /** @default 0 */
            not_friend: number;
            /** @default 0 */
            refused: number;
            /** @default 0 */
            deselected: number;
            /** @default 0 */
            reached: number;
            /** @default 0 */
            read: number;
            /** @default 0 */
            replied: number;
        };
        /** Sweep */
        Sweep: {
            total: number;
            done: number;
        };
        /** Switch */
        Switch: {
            on: boolean;
        };
        /** Sync */
        Sync: {
            cursor: string;
            full: boolean;
            conversations: components["schemas"]["Conversation"][];
            gone: number[];
            contacts_changed: boolean;
            requests_changed: boolean;
            session_changed: boolean;
        };
        /** Tag */
        Tag: {
            id: string;
            name: string;
            order: number;
            used?: number;
        };
        /** TagBatch */
        TagBatch: {
            id: number;
            name: string;
            source: string;
            add: components["schemas"]["RuleTag"][];
            remove: components["schemas"]["RuleTag"][];
            /** @enum {string} */
            state: "running" | "stopped" | "done" | "undoing" | "undone";
            total: number;
            done: number;
            changed: number;
            restored: number;
            kept: number;
            writing: number;
            refused: number;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            undone_by: string;
            undone_at: string | null;
        };
        /** TagGroup */
        TagGroup: {
            id: string;
            name: string;
            order: number;
            tags: components["schemas"]["Tag"][];
        };
        /** TagGroups */
        TagGroups: {
            items: components["schemas"]["TagGroup"][];
        };
        /** TagHolders */
        TagHolders: {
            id: number;
            name: string;
            members: components["schemas"]["TaggedMember"][];
            departments: components["schemas"]["Department"][];
        };
        /** TagItems */
        TagItems: {
            add_members?: string[];
            remove_members?: string[];
            add_departments?: number[];
            remove_departments?: number[];
        };
        /** TagLibrary */
        TagLibrary: {
            items: components["schemas"]["TagGroup"][];
            used: number;
            /** @default 3000 */
            limit: number;
        };
        /** TagName */
        TagName: {
            name: string;
        };
        /** TagRule */
        TagRule: {
            id: number;
            name: string;
            /** @enum {string} */
            kind: "source" | "form" | "behaviour" | "purchase" | "silence" | "segment" | "own";
            definition: {
                [key: string]: unknown;
            };
            words: components["schemas"]["Words"];
            tags: components["schemas"]["RuleTag"][];
            takes_back: boolean;
            enabled: boolean;
            holds: number;
            given: number;
            taken: number;
            acted_at: string | null;
            sweep: components["schemas"]["Sweep"] | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
        };
        /** TagRules */
        TagRules: {
            items: components["schemas"]["TagRule"][];
        };
        /** Tagged */
        Tagged: {
            tags_all?: string[];
            tags_any?: string[];
            tags_none?: string[];
            /**
             * @default single
             * @enum {string}
             */
            chat_type: "single" | "group";
            group_ids?: number[];
        };
        /** TaggedCustomers */
        TaggedCustomers: {
            tags_all?: string[];
            tags_any?: string[];
            tags_none?: string[];
        };
        /** TaggedMember */
        TaggedMember: {
            member_id: number;
            userid: string;
            name: string;
        };
        /** Tags */
        Tags: {
            items: components["schemas"]["ProfileTag"][];
        };
        /** TagsByHand */
        TagsByHand: {
            add?: number[];
            remove?: number[];
        };
        /** TagsTaken */
        TagsTaken: {
            writing: number;
        };
        /** Target */
        Target: {
            key: string;
            /** @default  */
            name: string;
        };
        /** TaskCustomer */
        TaskCustomer: {
            contact_id: number;
            name: string;
            avatar_url: string | null;
            remark: string;
            deselected: boolean;
            /** @enum {string} */
            state: "unsent" | "sent" | "not_friend" | "refused" | "deselected";
            refusal: components["schemas"]["ShownRefusal"] | null;
            sent_at: string | null;
            reached: number;
            read: number;
            replied: number;
        };
        /** TaskDepartment */
        TaskDepartment: {
            department_id: number;
            name: string;
            members: number;
            confirmed: number;
            customers: number;
            sent: number;
            missed: number;
        };
        /** TaskDepartments */
        TaskDepartments: {
            items: components["schemas"]["TaskDepartment"][];
        };
        /** TaskMember */
        TaskMember: {
            member_id: number;
            userid: string;
            name: string;
            /** @enum {string} */
            state: "pending" | "sending" | "done" | "cancelled";
            customers: number;
            sent: number;
            refused: number;
            confirmed_at: string | null;
        };
        /** TemplateWords */
        TemplateWords: {
            /** @default  */
            text: string;
            attachment?: components["schemas"]["Attachment"] | null;
            /** @default false */
            notify: boolean;
        };
        /** Text */
        Text: {
            text: string;
        };
        /** TimelineEntry */
        TimelineEntry: {
            /** Format: date-time */
            at: string;
            kind: string;
            title: string;
            detail: string;
            data: unknown;
            /** @default  */
            note: string;
        };
        /** ToBeTold */
        ToBeTold: {
            definition: {
                [key: string]: unknown;
            };
        };
        /** ToDo */
        ToDo: {
            kind: string;
            count: number;
            text: string;
            link: string;
        };
        /** Today */
        Today: {
            added: number;
            lost: number;
            talked: number;
            waiting: number;
            customers: number;
            members: number;
        };
        /** Todo */
        Todo: {
            /** @default 0 */
            count: number;
            /** @default 0 */
            late: number;
            /** @default 0 */
            later: number;
        };
        /** Token */
        Token: {
            token: string;
            /** Format: date-time */
            expires_at: string;
            session: components["schemas"]["Session"];
        };
        /** Told */
        Told: {
            id: number;
            corp_id: number;
            from_id: number;
            from_name: string;
            to_id: number;
            to_name: string;
            to_title: string;
            to_avatar_url: string | null;
            corp_name: string;
            /** Format: date-time */
            due_at: string;
            conversation_id: number | null;
        };
        /** Tool */
        Tool: {
            id: number;
            app_id: number;
            name: string;
            url: string;
            /** Format: date-time */
            created_at: string;
        };
        /** ToolProfile */
        ToolProfile: {
            principal_id: number;
        };
        /** Totals */
        Totals: {
            members: number;
            customers: number;
            follows: number;
            groups: number;
            tags: number;
        };
        /** TouchBy */
        TouchBy: {
            member_id: number;
            userid: string;
            name: string;
        };
        /** TouchCount */
        TouchCount: {
            /** @enum {string} */
            channel: "broadcast" | "moment" | "group" | "automated";
            /** @enum {string} */
            purpose: "marketing" | "service";
            count: number;
        };
        /** TouchLine */
        TouchLine: {
            /** Format: date-time */
            at: string;
            source: string;
            source_id: number;
            title: string;
            /** @enum {string} */
            channel: "broadcast" | "moment" | "group" | "automated";
            /** @enum {string} */
            purpose: "marketing" | "service";
            by: components["schemas"]["TouchBy"] | null;
            sent: boolean;
            rule: string | null;
            reason: string;
            counted: number | null;
            allowed: number | null;
            customer?: components["schemas"]["TouchOf"] | null;
        };
        /** TouchOf */
        TouchOf: {
            external_userid: string;
            name: string;
        };
        /** TouchPolicy */
        TouchPolicy: {
            policy: components["schemas"]["Policy"];
            time_zone: string;
            broadcast_month: number;
        };
        /** TouchSums */
        TouchSums: {
            days: number;
            sent: number;
            refused: components["schemas"]["TouchesRefused"][];
        };
        /** TouchesRefused */
        TouchesRefused: {
            rule: string;
            count: number;
        };
        /** TrackedEvent */
        TrackedEvent: {
            id: string;
            name: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            received_at: string;
            profile_no: number;
            source: string;
            userid: string;
            subject: string;
            amount_fen: number;
            identity: string;
            properties: {
                [key: string]: unknown;
            };
            batch: number;
        };
        /** TrackedName */
        TrackedName: {
            name: string;
            count: number;
            late: number;
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            sources: string[];
            days: number[];
        };
        /** TrackingRefusal */
        TrackingRefusal: {
            source_no: number;
            /** Format: date */
            day: string;
            reason: string;
            count: number;
            sample: string;
            /** Format: date-time */
            last_at: string;
        };
        /** TrackingSource */
        TrackingSource: {
            source_no: number;
            name: string;
            /** @enum {string} */
            user_kind: "member_no" | "external_userid" | "unionid" | "openid" | "phone" | "email";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            keys?: components["schemas"]["WriteKey"][];
        };
        /** TrackingSources */
        TrackingSources: {
            items: components["schemas"]["TrackingSource"][];
            refusals: components["schemas"]["TrackingRefusal"][];
            ahead: components["schemas"]["TrackingRefusal"][];
            unreadable: number;
            waiting: number;
        };
        /** TrendDay */
        TrendDay: {
            /** Format: date */
            day: string;
            added: number;
            lost: number;
            talked: number;
            messages: number;
        };
        /** Trial */
        Trial: {
            setting?: components["schemas"]["ConnectionSetting"] | null;
        };
        /** Trouble */
        Trouble: {
            errcode: number;
            errmsg: string;
            advice: string;
        };
        /** Unassigned */
        Unassigned: {
            customers: number;
            groups: number;
            idle: number;
            idle_groups: number;
        };
        /** Understood */
        Understood: {
            definition: {
                [key: string]: unknown;
            };
            words: components["schemas"]["Words"];
        };
        /** Unmarked */
        Unmarked: {
            unmarked: number;
        };
        /** UpTo */
        UpTo: {
            notice_id: number;
        };
        /** Upload */
        Upload: {
            /** Format: binary */
            file: string;
            /** @default true */
            dry_run: boolean;
        };
        /** UploadForm */
        UploadForm: {
            /** Format: binary */
            file: string;
            /** @enum {string} */
            kind: "image" | "voice" | "video" | "file";
            duration_ms?: number | null;
        };
        /** Usage */
        Usage: {
            customers: number;
        };
        /** UseDay */
        UseDay: {
            /** Format: date */
            day: string;
            used: number;
            beyond: number;
        };
        /** Values */
        Values: {
            values: {
                [key: string]: unknown;
            };
        };
        /** Version */
        Version: {
            version: number;
            definition: {
                [key: string]: unknown;
            };
            words: components["schemas"]["Words"];
            /** Format: date-time */
            made_at: string;
            made_by: string;
        };
        /** VersionBack */
        VersionBack: {
            version: number;
        };
        /** Versions */
        Versions: {
            items: components["schemas"]["Version"][];
        };
        /** View */
        View: {
            id: number;
            name: string;
            filters: {
                [key: string]: string;
            };
            columns: string[] | null;
            shared: boolean;
            owner: string;
            mine: boolean;
            may_change: boolean;
        };
        /** ViewChange */
        ViewChange: {
            name?: string;
            filters?: {
                [key: string]: string;
            };
            columns?: string[] | null;
            shared?: boolean;
        };
        /** VisibleMember */
        VisibleMember: {
            id: number;
            userid: string;
            name: string;
        };
        /** Vocabulary */
        Vocabulary: {
            fields: components["schemas"]["OfferedField"][];
            events: components["schemas"]["OfferedEvent"][];
            places: components["schemas"]["KnownPlace"][];
            limits: components["schemas"]["Limits"];
        };
        /** Waiting */
        Waiting: {
            count: number;
            failed: number;
            oldest: string | null;
            trouble: components["schemas"]["Trouble"] | null;
        };
        /** WantedBatch */
        WantedBatch: {
            source: components["schemas"]["BatchSource"];
            add?: number[];
            remove?: number[];
            /** @default  */
            name: string;
        };
        /** WantedGuard */
        WantedGuard: {
            name: string;
            words?: string[];
            /** @default false */
            links: boolean;
            hosts?: string[];
            /** @default false */
            codes: boolean;
            /** @default false */
            miniprograms: boolean;
            /** @default false */
            cards: boolean;
            flood?: components["schemas"]["Flood"] | null;
            /**
             * @default warn
             * @enum {string}
             */
            action: "warn" | "remove" | "remove_and_block";
            /** @default  */
            warning: string;
            scope?: components["schemas"]["Scope"];
            exempt?: string[];
            /** @default true */
            enabled: boolean;
        };
        /** WantedMoment */
        WantedMoment: {
            range?: components["schemas"]["Range"];
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
        };
        /** WantedReply */
        WantedReply: {
            words: string[];
            /**
             * @default contains
             * @enum {string}
             */
            match: "exact" | "contains";
            /** @default  */
            text: string;
            attachments?: components["schemas"]["Attachment"][];
            scope?: components["schemas"]["Scope"];
            /** @default 60 */
            cooldown: number;
            /** @default true */
            enabled: boolean;
        };
        /** WantedRule */
        WantedRule: {
            name: string;
            definition: {
                [key: string]: unknown;
            };
            tag_nos: number[];
            /**
             * @default own
             * @enum {string}
             */
            kind: "source" | "form" | "behaviour" | "purchase" | "silence" | "segment" | "own";
            /** @default false */
            takes_back: boolean;
            /** @default false */
            enabled: boolean;
        };
        /** WatchedAct */
        WatchedAct: {
            /** @enum {string} */
            act: "customer_deleted" | "customer_lost" | "customers_exported" | "card_sent" | "mobile_sent";
            watched: boolean;
            threshold: number;
            watchers: components["schemas"]["Somebody"][];
        };
        /** WatchedActs */
        WatchedActs: {
            items: components["schemas"]["WatchedAct"][];
        };
        /** WayCard */
        WayCard: {
            slug: string;
            member: components["schemas"]["WayCardMember"];
            corp: components["schemas"]["CorpCard"];
            expired: boolean;
            reason: string | null;
            confirm: boolean;
            already: components["schemas"]["Already"] | null;
        };
        /** WayCardMember */
        WayCardMember: {
            name: string;
            avatar_url: string | null;
            title: string;
            department: string;
            gender: number;
        };
        /** WayChange */
        WayChange: {
            userids?: string[] | null;
            department_ids?: number[] | null;
            remark?: string | null;
            state?: string | null;
            skip_verify?: boolean | null;
            is_exclusive?: boolean | null;
            welcome?: components["schemas"]["Welcome"] | null;
            tag_ids?: string[] | null;
            expires_in?: number | null;
            chat_expires_in?: number | null;
        };
        /** WayDay */
        WayDay: {
            /** Format: date */
            day: string;
            opened: number;
            added: number;
            lost: number;
        };
        /** WayGroup */
        WayGroup: {
            id: number;
            chat_id: string;
            name: string;
            size: number;
            size_limit: number;
            dismissed: boolean;
        };
        /** WayMember */
        WayMember: {
            userid: string;
            name: string;
        };
        /** WayStatistics */
        WayStatistics: {
            days: components["schemas"]["WayDay"][];
            members: components["schemas"]["MemberAdded"][];
        };
        /** WayTag */
        WayTag: {
            id: string;
            name: string;
        };
        /** WebSettings */
        WebSettings: {
            domains: string[];
            tools: components["schemas"]["Tool"][];
        };
        /** Welcome */
        Welcome: {
            /** @default  */
            text: string;
            attachments?: components["schemas"]["Attachment"][];
            /** @default true */
            enabled: boolean;
        };
        /** WelcomeTemplate */
        WelcomeTemplate: {
            template_id: string;
            text: string;
            attachment: components["schemas"]["Attachment"] | null;
            made_by: string;
            mine: boolean;
            /** Format: date-time */
            created_at: string;
            used: number;
        };
        /** Welcomes */
        Welcomes: {
            corp: components["schemas"]["Welcome"] | null;
            members: components["schemas"]["MemberWelcome"][];
        };
        /** Why */
        Why: {
            kind: string;
            holds: boolean;
            words: components["schemas"]["Words"];
            actual?: unknown;
            wanted?: unknown;
            of?: components["schemas"]["Why"][];
            newest?: components["schemas"]["Newest"] | null;
        };
        /** Word */
        Word: {
            agreed: boolean;
        };
        /** Words */
        Words: {
            zh: string;
            en: string;
        };
        /** Workbench */
        Workbench: {
            total: number;
            sources: {
                [key: string]: components["schemas"]["Todo"];
            };
        };
        /** Worn */
        Worn: {
            tag: components["schemas"]["ProfileTag"];
            userid: string;
            /** Format: date-time */
            since: string;
            origin: string;
        };
        /** WriteKey */
        WriteKey: {
            write_key: string;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            revoked_at: string | null;
        };
        /** Written */
        Written: {
            merge_no: number;
            kind: string;
            from_no: number;
            to_no: number;
            by_rule: boolean;
            source: string;
            identities: components["schemas"]["Identity"][];
            /** Format: date-time */
            at: string;
            actor_name: string;
            undone_at: string | null;
            undone_by: string | null;
        };
        /** Wanted */
        archive_console_api_Wanted: {
            /** @default  */
            q: string;
            member_id?: number | null;
            external_userid?: string | null;
            conversation_id?: number | null;
            since?: string | null;
            until?: string | null;
            cursor?: string | null;
            /** @default 50 */
            limit: number;
        };
        /** Wanted */
        broadcasts_console_api_Wanted: {
            audience?: components["schemas"]["Audience"];
            /**
             * @default marketing
             * @enum {string}
             */
            purpose: "marketing" | "service";
            send_at?: string | null;
            /**
             * @default single
             * @enum {string}
             */
            chat_type: "single" | "group";
        };
        /** TagChange */
        contacts_desk_api_TagChange: {
            add?: string[];
            remove?: string[];
        };
        /** TagChange */
        tags_console_api_TagChange: {
            name?: string | null;
            order?: number | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
